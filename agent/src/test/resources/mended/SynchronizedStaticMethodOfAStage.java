import static dev.weft.Weft.await;

import dev.weft.Async;
import java.util.concurrent.CompletableFuture;

/** Guards what other threads see with a block that does not await. */
class SynchronizedStaticMethodOfAStage {
    static final Object EXPECTED = 1;

    private static int count;

    @Async
    static CompletableFuture<Integer> count() {
        int more = await(CompletableFuture.completedFuture(1));
        synchronized (SynchronizedStaticMethodOfAStage.class) {
            count += more;
            return CompletableFuture.completedFuture(count);
        }
    }

    static Object call() {
        return count().join();
    }
}
