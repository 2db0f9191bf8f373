import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.AsyncCallable;

/** Has no block: only tasks of one loop run the lambda. */
class AwaitInSynchronizedBlockOfLambda {
    static final Object EXPECTED = "x";

    static Object call() {
        AsyncCallable<String> body = () -> completed(await(completed("x")));
        return run(body);
    }
}
