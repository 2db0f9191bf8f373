import static dev.weft.Weft.emit;

import dev.weft.AsyncIterator;
import java.util.function.Supplier;

/** A lambda can be meant as a generator, too. */
class GeneratorLambda {
    static Object call() {
        Supplier<AsyncIterator<Integer>> count = () -> {
            emit(1);
            return AsyncIterator.end();
        };
        return count.get();
    }
}
