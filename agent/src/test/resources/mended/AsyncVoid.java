import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Returns Coroutine of Void. */
class AsyncVoid {
    static final Object EXPECTED = "fired";

    @Async
    static Coroutine<Void> fire() {
        await(yieldNow());
        return completed();
    }

    static Object call() {
        run(fire());
        return "fired";
    }
}
