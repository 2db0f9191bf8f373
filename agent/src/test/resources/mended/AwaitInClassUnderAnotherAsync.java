import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Coroutine;
import java.util.List;

/** Marks the method, and returns a Coroutine. */
class AwaitInClassUnderAnotherAsync {
    static final Object EXPECTED = List.of("x");

    @dev.weft.Async
    static Coroutine<List<String>> load(Coroutine<List<String>> work) {
        return completed(await(work));
    }

    static Object call() {
        return run(load(completed(List.of("x"))));
    }
}
