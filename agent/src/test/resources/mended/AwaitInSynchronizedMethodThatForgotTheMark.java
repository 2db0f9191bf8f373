import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

class AwaitInSynchronizedMethodThatForgotTheMark {
    static final Object EXPECTED = "x";

    @Async
    static Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return run(load(completed("x")));
    }
}
