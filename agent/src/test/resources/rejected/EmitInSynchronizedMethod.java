import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;

/** A monitor belongs to the thread that runs the body at the moment. */
class EmitInSynchronizedMethod {
    @Async
    synchronized AsyncIterator<Integer> count() {
        emit(1);
        return AsyncIterator.end();
    }

    static Object call() {
        return new EmitInSynchronizedMethod().count();
    }
}
