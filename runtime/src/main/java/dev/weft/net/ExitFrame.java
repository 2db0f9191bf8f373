package dev.weft.net;

import dev.weft.abi.Execution;

/** The coroutine of {@code waitFor}. */
final class ExitFrame extends StreamFrame<Integer> {

    private final Subprocess process; // constant after construction

    ExitFrame(Subprocess process) {
        this.process = process;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        process.checkThread(method());
        return process.child().isSettled()
                ? process.child().exitCode()
                : waitFor(process.child().exitSignal(), x);
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        x.take();
        return process.child().exitCode();
    }

    @Override
    String kind() {
        return "Subprocess";
    }

    @Override
    String method() {
        return "waitFor";
    }
}
