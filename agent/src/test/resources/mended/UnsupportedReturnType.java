import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Returns Coroutine of Integer. */
class UnsupportedReturnType {
    static final Object EXPECTED = 1;

    @Async
    static Coroutine<Integer> count() {
        return completed(1);
    }

    static Object call() {
        return run(count());
    }
}
