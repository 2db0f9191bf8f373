import static dev.weft.Weft.emit;

import dev.weft.AsyncIterator;

/** As an IDE imports it: another annotation of the same name. */
class EmitUnderAnotherAsync {
    @interface Async {}

    @Async
    static AsyncIterator<Integer> one() {
        emit(1);
        return AsyncIterator.end();
    }

    static Object call() {
        return one();
    }
}
