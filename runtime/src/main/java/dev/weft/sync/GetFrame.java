package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code get}. */
final class GetFrame<T extends @Nullable Object> extends Waiter<T> {

    private final Queue<T> queue; // constant after construction

    GetFrame(Queue<T> queue) {
        this.queue = queue;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        queue.checkThread("get");
        if (queue.isEmpty()) {
            return waitForValue(x);
        }
        T value = queue.getNow();
        if (depth > 0) {
            queue.keep(this);
        }
        return value;
    }

    private Object waitForValue(Execution x) throws Throwable {
        queue.checkNotShutDown();
        return waitIn(queue.getters(), x);
    }

    @Override
    @Nullable
    Object woken(Execution x) throws Throwable {
        return queue.isEmpty() ? waitForValue(x) : queue.getNow();
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        queue.getters().remove(this);
        if (isWoken() && !queue.isEmpty()) {
            queue.getters().wakeNext();
        }
        throw thrown;
    }

    @Override
    String kind() {
        return queue.kind();
    }

    @Override
    String method() {
        return "get";
    }
}
