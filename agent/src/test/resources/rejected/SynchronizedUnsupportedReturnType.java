import static dev.weft.Weft.await;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Has to return something else, and must not be synchronized then, nor await in the block. */
class SynchronizedUnsupportedReturnType {
    @Async
    static synchronized int count(Coroutine<String> work) {
        synchronized (SynchronizedUnsupportedReturnType.class) {
            return await(work).length();
        }
    }

    static Object call() {
        return count(null);
    }
}
