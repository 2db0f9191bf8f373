package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code receive} and {@code receiveOrNull}. */
class SharedReceiveFrame<T> extends SharedWaiter<T> {

    private final SharedChannel<T> channel; // constant after construction
    private final boolean nullAtEnd; // constant after construction

    SharedReceiveFrame(SharedChannel<T> channel, boolean nullAtEnd) {
        super(channel);
        this.channel = channel;
        this.nullAtEnd = nullAtEnd;
    }

    @Override
    @Nullable
    final Object attempt(EventLoop running, Execution x) throws Throwable {
        T value = channel.receiveOrJoin(this, running);
        return value != null ? received(value) : channel.waits(this) ? suspendIn(running, "receive", x) : atEnd();
    }

    @Override
    @Nullable
    final Object takeOwed(Execution x) throws Throwable {
        T value = channel.receiveOwed(this);
        return value != null ? received(value) : channel.waits(this) ? suspendIn(loop(), "receive", x) : atEnd();
    }

    private @Nullable Object atEnd() {
        return received(channel.atEnd(nullAtEnd));
    }

    /** Returns the outcome for a value, or for null at the end. */
    @Nullable
    Object received(@Nullable T value) {
        return value;
    }

    @Override
    final SharedLine line() {
        return channel.receivers();
    }

    @Override
    String method() {
        return nullAtEnd ? "receiveOrNull" : "receive";
    }
}
