import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Awaits in an async factory method. */
class AwaitInConstructor {
    static final Object EXPECTED = "x";

    final String value;

    AwaitInConstructor(String value) {
        this.value = value;
    }

    @Async
    static Coroutine<AwaitInConstructor> create(Coroutine<String> work) {
        return completed(new AwaitInConstructor(await(work)));
    }

    static Object call() {
        return run(create(completed("x"))).value;
    }
}
