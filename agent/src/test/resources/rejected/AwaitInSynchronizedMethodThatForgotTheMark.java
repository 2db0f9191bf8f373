import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Coroutine;

/** Has to be marked, and must not be synchronized then. */
class AwaitInSynchronizedMethodThatForgotTheMark {
    static synchronized Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return load(null);
    }
}
