import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;

/** The consumer could keep the monitor for ever. */
class EmitInSynchronizedBlock {
    private static final Object LOCK = new Object();

    @Async
    static AsyncIterator<Integer> count() {
        emit(1);
        synchronized (LOCK) {
            emit(2);
        }
        return AsyncIterator.end();
    }

    static Object call() {
        return count();
    }
}
