package dev.weft.sync;

import dev.weft.abi.Execution;

/** The coroutine of {@code acquireFor}. */
final class BorrowFrame extends Waiter<Permit> {

    private final CapacityLimiter limiter; // constant after construction
    private final Object borrower; // constant after construction

    BorrowFrame(CapacityLimiter limiter, Object borrower) {
        this.limiter = limiter;
        this.borrower = borrower;
    }

    @Override
    Object begin(Execution x, int depth) throws Throwable {
        limiter.checkThread("acquireFor");
        limiter.checkHasNone(borrower);
        return limiter.isFree() ? limiter.lend(borrower) : waitIn(limiter.waiters, x);
    }

    @Override
    Object beginDetached(Execution x) {
        throw limiter.heldOffLoop(method());
    }

    @Override
    Object woken(Execution x) {
        return limiter.lendToWoken(borrower);
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        limiter.gaveUp(this);
        throw thrown;
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    String kind() {
        return limiter.kind();
    }

    @Override
    String method() {
        return "acquireFor";
    }
}
