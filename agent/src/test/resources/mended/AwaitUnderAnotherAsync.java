import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Coroutine;

/** Is marked with both, where the other annotation is needed as well. */
class AwaitUnderAnotherAsync {
    static final Object EXPECTED = "x";

    @interface Async {}

    @Async
    @dev.weft.Async
    static Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return run(load(completed("x")));
    }
}
