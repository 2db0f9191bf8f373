package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code put}. */
final class PutFrame<T extends @Nullable Object> extends Waiter<Void> {

    private final Queue<T> queue; // constant after construction
    private @Nullable T value; // loop thread

    PutFrame(Queue<T> queue, T value) {
        this.queue = queue;
        this.value = value;
    }

    void renew(T newValue) {
        renew();
        value = newValue;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        queue.checkThread("put");
        if (queue.isFull()) {
            return waitForRoom(x);
        }
        add();
        return null;
    }

    @Override
    protected void recycle() {
        queue.keep(this);
    }

    private Object waitForRoom(Execution x) throws Throwable {
        queue.checkNotShutDown();
        return waitIn(queue.putters(), x);
    }

    @SuppressWarnings("NullAway") // null only if T admits it
    private void add() {
        T added = value;
        value = null;
        queue.putNow(added);
    }

    @Override
    @Nullable
    Object woken(Execution x) throws Throwable {
        if (queue.isFull()) {
            return waitForRoom(x);
        }
        add();
        return null;
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        queue.putters().remove(this);
        if (isWoken() && !queue.isFull()) {
            queue.putters().wakeNext();
        }
        throw thrown;
    }

    @Override
    String kind() {
        return queue.kind();
    }

    @Override
    String method() {
        return "put";
    }
}
