import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.Coroutine;

/** A coroutine has one value, which it returns. */
class EmitOutsideGenerator {
    @Async
    static Coroutine<Void> count() {
        emit(1);
        return completed();
    }

    static Object call() {
        return count();
    }
}
