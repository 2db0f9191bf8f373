import dev.weft.Async;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The value is the number, and not the Future. */
class FutureReturnType {
    @Async
    static Future<Integer> count() {
        return new FutureTask<>(() -> 1);
    }

    static Object call() {
        return count();
    }
}
