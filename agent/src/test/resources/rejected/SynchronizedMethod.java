import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;

/** The call only makes the coroutine; the body runs later. */
class SynchronizedMethod {
    private static int count;

    @Async
    static synchronized Coroutine<Integer> next() {
        return completed(++count);
    }

    static Object call() {
        return next();
    }
}
