import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.Coroutine;

/** The compiler puts it into the constructor. */
class AwaitInFieldInitialiser {
    private final Coroutine<Void> pause = yieldNow();
    private final Object value = await(pause);

    static Object call() {
        return new AwaitInFieldInitialiser().value;
    }
}
