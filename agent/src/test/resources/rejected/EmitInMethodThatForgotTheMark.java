import static dev.weft.Weft.emit;

import dev.weft.AsyncIterator;

/** The return type is right, the annotation is missing. */
class EmitInMethodThatForgotTheMark {
    static AsyncIterator<Integer> count() {
        emit(1);
        return AsyncIterator.end();
    }

    static Object call() {
        return count();
    }
}
