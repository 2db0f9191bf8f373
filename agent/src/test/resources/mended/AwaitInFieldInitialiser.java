import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Awaits in an async factory method. */
class AwaitInFieldInitialiser {
    static final Object EXPECTED = "x";

    private final Object value;

    AwaitInFieldInitialiser(Object value) {
        this.value = value;
    }

    @Async
    static Coroutine<AwaitInFieldInitialiser> create() {
        await(yieldNow());
        return completed(new AwaitInFieldInitialiser("x"));
    }

    static Object call() {
        return run(create()).value;
    }
}
