import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Coroutine;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The import is that of another library, as an IDE may have chosen it. */
class AwaitUnderAnotherAsync {
    @Retention(RetentionPolicy.RUNTIME)
    @interface Async {}

    @Async
    static Coroutine<String> load(Coroutine<String> work) {
        return completed(await(work));
    }

    static Object call() {
        return load(completed("x"));
    }
}
