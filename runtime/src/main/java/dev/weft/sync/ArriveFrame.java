package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code arriveAndWait}: it waits outside until it may come in, then inside until the barrier opens. */
final class ArriveFrame extends Waiter<Integer> {

    private static final int OUTSIDE = -1;

    private final Barrier barrier; // constant after construction
    private int index = OUTSIDE; // loop thread

    ArriveFrame(Barrier barrier) {
        this.barrier = barrier;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        barrier.checkThread("arriveAndWait");
        return comeIn(x);
    }

    private Object comeIn(Execution x) throws Throwable {
        if (barrier.isShut()) {
            return waitIn(barrier.waiters, x);
        }
        index = barrier.arrive();
        return barrier.isFilling() ? waitInside(x) : goOut();
    }

    private Object waitInside(Execution x) throws Throwable {
        try {
            return waitIn(barrier.waiters, x);
        } catch (Throwable thrown) { // there is no task that could be suspended
            barrier.leave(index);
            throw thrown;
        }
    }

    @Override
    Object woken(Execution x) throws Throwable {
        if (index == OUTSIDE) {
            return comeIn(x);
        }
        return barrier.isFilling() ? waitInside(x) : goOut();
    }

    private Object goOut() {
        try {
            barrier.checkOpen();
            return index;
        } finally {
            barrier.leave(index);
        }
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        barrier.waiters.remove(this);
        barrier.waiters.wakeNext(); // as in asyncio: the signal may have been for another one
        if (index != OUTSIDE) {
            barrier.leave(index);
        }
        throw thrown;
    }

    @Override
    String kind() {
        return barrier.kind();
    }

    @Override
    String method() {
        return "arriveAndWait";
    }
}
