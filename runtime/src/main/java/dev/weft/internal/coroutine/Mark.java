package dev.weft.internal.coroutine;

import dev.weft.Coroutine;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;

/**
 * A mark on a coroutine that has not started: an operation that takes many coroutines knows by it which ones it has, and
 * removes it before any of them can start. It costs no memory: it lies where the awaiter will be noted.
 */
public final class Mark extends Frame<Object> {

    private static final Mark MARK = new Mark();

    private Mark() {}

    /** Marks a coroutine; false if it is marked already. One that was used before is not marked: it is refused anyway. */
    public static boolean set(Coroutine<?> coroutine) {
        if (!(coroutine instanceof Frame<?> frame) || !isUnstarted(frame)) {
            return true;
        }
        if (frame.parent == MARK) {
            return false;
        }
        frame.parent = MARK;
        return true;
    }

    /** Removes the mark of a coroutine; a no-op if it has none. */
    public static void remove(Coroutine<?> coroutine) {
        if (coroutine instanceof Frame<?> frame && frame.parent == MARK) {
            frame.parent = null;
        }
    }

    private static boolean isUnstarted(Activation<?> activation) {
        return activation.isUnstarted();
    }

    @Override
    protected Object start(Execution x, int depth) {
        throw neverRuns();
    }

    @Override
    protected Object resume(Execution x) {
        throw neverRuns();
    }

    @Override
    protected String describe() {
        throw neverRuns();
    }

    private static AssertionError neverRuns() {
        return new AssertionError("a mark is no activation");
    }
}
