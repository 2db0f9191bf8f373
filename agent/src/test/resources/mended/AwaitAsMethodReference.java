import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Coroutine;
import dev.weft.Weft;
import java.util.function.Function;

/** Is a function that returns a Coroutine. */
class AwaitAsMethodReference {
    static final Object EXPECTED = "x";

    static Object call() {
        Function<Coroutine<Coroutine<String>>, Coroutine<String>> join = Weft::await;
        return run(join.apply(completed(completed("x"))));
    }
}
