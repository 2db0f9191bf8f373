import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;

/** The monitor would be held for as long as the work takes. */
class AwaitInSynchronizedMethod {
    @Async
    static synchronized Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return load(null);
    }
}
