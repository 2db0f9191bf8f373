import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;

/** The await before the block is fine, the one inside is not. */
class AwaitInSynchronizedBlock {
    private static final Object LOCK = new Object();

    @Async
    static Coroutine<String> load(Coroutine<String> work) {
        String first = await(work);
        synchronized (LOCK) {
            return completed(first + await(work));
        }
    }

    static Object call() {
        return load(null);
    }
}
