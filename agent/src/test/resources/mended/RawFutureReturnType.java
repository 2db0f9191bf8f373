import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Returns a Coroutine of the value. */
class RawFutureReturnType {
    static final Object EXPECTED = 1;

    @Async
    static Coroutine<Object> count() {
        await(yieldNow());
        return completed(1);
    }

    static Object call() {
        return run(count());
    }
}
