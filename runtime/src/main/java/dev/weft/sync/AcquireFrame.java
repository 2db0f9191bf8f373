package dev.weft.sync;

import dev.weft.abi.Execution;

/** The coroutine of {@code acquire}. */
final class AcquireFrame extends Waiter<Permit> {

    private final Gate gate; // constant after construction

    AcquireFrame(Gate gate) {
        this.gate = gate;
    }

    @Override
    Object begin(Execution x, int depth) throws Throwable {
        gate.checkThread("acquire");
        gate.checkMayAsk();
        if (!gate.isFree()) {
            return waitIn(gate.waiters, x);
        }
        return gate.take();
    }

    @Override
    protected void recycle() {
        gate.keep(this);
    }

    @Override
    Object beginDetached(Execution x) {
        throw gate.heldOffLoop(method());
    }

    @Override
    Object woken(Execution x) {
        return gate.takeWoken(this);
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        gate.gaveUp(this);
        throw thrown;
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    String kind() {
        return gate.kind();
    }

    @Override
    String method() {
        return "acquire";
    }
}
