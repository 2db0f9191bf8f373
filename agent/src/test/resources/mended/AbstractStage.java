import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.concurrent.CompletableFuture;

/** Returns CompletableFuture. */
class AbstractStage {
    static final Object EXPECTED = "x";

    @Async
    static CompletableFuture<String> load() {
        await(yieldNow());
        return CompletableFuture.completedFuture("x");
    }

    @Async
    static Coroutine<String> main() {
        return completed(await(load()));
    }

    static Object call() {
        return run(main());
    }
}
