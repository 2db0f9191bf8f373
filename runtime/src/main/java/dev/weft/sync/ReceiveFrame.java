package dev.weft.sync;

import dev.weft.abi.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code receive} and {@code receiveOrNull}. */
class ReceiveFrame<T> extends Chooser<T> {

    private final Channel<T> channel; // constant after construction
    private boolean nullAtEnd; // loop thread

    ReceiveFrame(Channel<T> channel, boolean nullAtEnd) {
        this.channel = channel;
        this.nullAtEnd = nullAtEnd;
    }

    final void renew(boolean newNullAtEnd) {
        renew();
        nullAtEnd = newNullAtEnd;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        channel.checkThread("receive");
        T value = channel.poll();
        if (value == null && !channel.isClosed()) {
            return waitIn(channel.receivers(), x, new Branch<>(this, channel, null));
        }
        return received(value == null ? channel.atEnd(nullAtEnd) : value);
    }

    @Override
    @Nullable
    @SuppressWarnings("unchecked") // the branch is one of this channel
    Object woken(Execution x) {
        Branch<T> ended = (Branch<T>) Objects.requireNonNull(leave());
        return received(ended.isClosed() ? pollClosed() : ended.value());
    }

    /** Looks again: a receiver that was cancelled may have put a value back after the channel was closed. */
    private @Nullable T pollClosed() {
        T value = channel.poll();
        return value == null ? channel.atEnd(nullAtEnd) : value;
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // the value of this coroutine
    protected void takeBack(@Nullable Object value) {
        if (value != null && !undo()) {
            channel.putBack((T) value);
        }
    }

    /** Returns the outcome for a value, or for null at the end. */
    @Nullable
    Object received(@Nullable T value) {
        return value;
    }

    @Override
    protected void recycle() {
        channel.keep(this);
    }

    @Override
    final String kind() {
        return channel.kind();
    }

    @Override
    String method() {
        return nullAtEnd ? "receiveOrNull" : "receive";
    }
}
