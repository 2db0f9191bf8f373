import static dev.weft.Weft.await;

import java.util.concurrent.CompletableFuture;

/** The class would exist half initialised. */
class AwaitInStaticInitialiser {
    static class Settings {
        static final String VALUE = await(CompletableFuture.completedFuture("x"));
    }

    static Object call() {
        return Settings.VALUE;
    }
}
