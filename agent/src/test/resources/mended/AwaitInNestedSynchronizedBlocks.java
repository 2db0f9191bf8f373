import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Keeps the blocks short, and awaits behind them. */
class AwaitInNestedSynchronizedBlocks {
    static final Object EXPECTED = "x";

    private final Object inner = new Object();

    @Async
    Coroutine<String> load() {
        String text;
        synchronized (this) {
            synchronized (inner) {
                text = "x";
            }
        }
        try {
            return completed(text);
        } finally {
            await(yieldNow());
        }
    }

    static Object call() {
        return run(new AwaitInNestedSynchronizedBlocks().load());
    }
}
