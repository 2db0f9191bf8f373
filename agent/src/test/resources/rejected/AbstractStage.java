import dev.weft.Async;
import java.util.concurrent.CompletableFuture;

/** There are no objects of this class itself. */
class AbstractStage {
    abstract static class Reply<T> extends CompletableFuture<T> {
        public Reply() {}
    }

    @Async
    static Reply<String> load() {
        return new Reply<>() {};
    }

    static Object call() {
        return load();
    }
}
