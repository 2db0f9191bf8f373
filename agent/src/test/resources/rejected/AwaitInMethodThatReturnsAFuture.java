import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Coroutine;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A Future of the JDK promises a value as well, but only a blocked thread can wait for it. */
class AwaitInMethodThatReturnsAFuture {
    static Future<Integer> count(Coroutine<Integer> work) {
        int n = await(work);
        return new FutureTask<>(() -> n);
    }

    static Object call() {
        return count(completed(1));
    }
}
