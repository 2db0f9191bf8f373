import dev.weft.Async;
import java.util.concurrent.CompletableFuture;

/** Weft could not make the stage that the method returns. */
class StageWithoutPublicConstructor {
    static class Reply<T> extends CompletableFuture<T> {
        Reply(String name) {}
    }

    @Async
    static Reply<String> load() {
        return new Reply<>("x");
    }

    static Object call() {
        return load();
    }
}
