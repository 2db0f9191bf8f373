import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;

/** Nobody could wait for it. */
class AsyncVoid {
    @Async
    static void fire() {
        await(yieldNow());
    }

    static Object call() {
        fire();
        return "fired";
    }
}
