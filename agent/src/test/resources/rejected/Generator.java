import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;

/** Generators come later. */
class Generator {
    @Async
    static AsyncIterator<Integer> count() {
        emit(1);
        return AsyncIterator.end();
    }

    static Object call() {
        return count();
    }
}
