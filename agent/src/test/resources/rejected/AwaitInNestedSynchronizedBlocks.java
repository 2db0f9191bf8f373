import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;

/** The inner monitor is free again, the outer one is not. */
class AwaitInNestedSynchronizedBlocks {
    private final Object inner = new Object();

    @Async
    Coroutine<String> load() {
        synchronized (this) {
            String text;
            synchronized (inner) {
                text = "x";
            }
            try {
                return completed(text);
            } finally {
                await(yieldNow());
            }
        }
    }

    static Object call() {
        return Weft.run(new AwaitInNestedSynchronizedBlocks().load());
    }
}
