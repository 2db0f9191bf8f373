import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.AsyncCallable;
import java.util.List;

/** Returns a list. */
class GeneratorLambda {
    static final Object EXPECTED = List.of(1);

    static Object call() {
        AsyncCallable<List<Integer>> count = () -> {
            await(yieldNow());
            return completed(List.of(1));
        };
        return run(count);
    }
}
