import static dev.weft.Weft.await;

import dev.weft.Async;
import java.util.concurrent.CompletableFuture;

/** The monitor of the class is one too. */
class SynchronizedStaticMethodOfAStage {
    @Async
    static synchronized CompletableFuture<Integer> count() {
        return CompletableFuture.completedFuture(await(CompletableFuture.completedFuture(1)));
    }

    static Object call() {
        return count().join();
    }
}
