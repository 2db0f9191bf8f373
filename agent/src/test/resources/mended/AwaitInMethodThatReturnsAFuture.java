import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Is marked, and returns a Coroutine of the value. */
class AwaitInMethodThatReturnsAFuture {
    static final Object EXPECTED = 1;

    @Async
    static Coroutine<Integer> count(Coroutine<Integer> work) {
        int n = await(work);
        return completed(n);
    }

    static Object call() {
        return run(count(completed(1)));
    }
}
