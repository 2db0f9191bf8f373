import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.AsyncCallable;
import dev.weft.Weft;

/** Nothing marks a lambda, so only the await itself throws. */
class AwaitInSynchronizedBlockOfLambda {
    static Object call() {
        AsyncCallable<String> body = () -> {
            synchronized (AwaitInSynchronizedBlockOfLambda.class) {
                return completed(await(completed("x")));
            }
        };
        return Weft.run(body);
    }
}
