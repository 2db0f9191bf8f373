package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code get}. */
class GetFrame<T extends @Nullable Object> extends Waiter<T> {

    private final Queue<T> queue; // constant after construction

    GetFrame(Queue<T> queue) {
        this.queue = queue;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        queue.checkThread("get");
        return woken(x);
    }

    @Override
    @Nullable
    final Object woken(Execution x) throws Throwable {
        if (!queue.isEmpty()) {
            return received(queue.getNow());
        }
        return queue.isShutDown() ? atEnd() : waitIn(queue.getters(), x);
    }

    /** Returns the outcome for a value. */
    @Nullable
    Object received(T value) {
        return value;
    }

    /** Returns the outcome when there will be no value any more. */
    Object atEnd() {
        throw queue.shutdownException();
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the value of this coroutine: null only if T admits it
    protected void takeBack(@Nullable Object value) {
        queue.putBack((T) value);
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
    protected void recycle() {
        queue.keep(this);
    }

    @Override
    final String kind() {
        return queue.kind();
    }

    @Override
    String method() {
        return "get";
    }
}
