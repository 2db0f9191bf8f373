import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;

/** javac lets emit take anything. */
class EmitOfAnotherType {
    @Async
    static AsyncIterator<Long> count() {
        for (int i = 0; i < 3; i++) {
            emit(i);
        }
        return AsyncIterator.end();
    }

    static Object call() {
        return count();
    }
}
