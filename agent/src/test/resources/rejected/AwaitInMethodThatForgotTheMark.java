import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Coroutine;

/** The return type is right, the annotation is missing. */
class AwaitInMethodThatForgotTheMark {
    static Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return load(null);
    }
}
