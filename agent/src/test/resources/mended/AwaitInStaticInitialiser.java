import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.concurrent.CompletableFuture;

/** Awaits in an async method once the class is initialised. */
class AwaitInStaticInitialiser {
    static final Object EXPECTED = "x";

    static class Settings {
        static final CompletableFuture<String> VALUE = CompletableFuture.completedFuture("x");

        @Async
        static Coroutine<String> value() {
            return completed(await(VALUE));
        }
    }

    static Object call() {
        return run(Settings.value());
    }
}
