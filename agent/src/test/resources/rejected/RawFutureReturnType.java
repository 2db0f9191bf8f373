import dev.weft.Async;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Nobody knows of which type the value is. */
class RawFutureReturnType {
    @Async
    @SuppressWarnings("rawtypes")
    static Future count() {
        return new FutureTask<>(() -> 1);
    }

    static Object call() {
        return count();
    }
}
