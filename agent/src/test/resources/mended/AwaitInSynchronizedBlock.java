import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Awaits outside the block, which guards what other threads see. */
class AwaitInSynchronizedBlock {
    static final Object EXPECTED = "xx";

    private static final Object LOCK = new Object();

    @Async
    static Coroutine<String> load() {
        String first = await(completed("x"));
        String second = await(completed("x"));
        synchronized (LOCK) {
            return completed(first + second);
        }
    }

    static Object call() {
        return run(load());
    }
}
