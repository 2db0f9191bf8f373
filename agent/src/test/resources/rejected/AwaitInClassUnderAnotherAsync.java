import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Coroutine;
import java.util.List;

/** Some libraries let the whole class be marked. */
@AwaitInClassUnderAnotherAsync.Async
class AwaitInClassUnderAnotherAsync {
    @interface Async {}

    static List<String> load(Coroutine<List<String>> work) {
        return await(work);
    }

    static Object call() {
        return load(completed(List.of("x")));
    }
}
