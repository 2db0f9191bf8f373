package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code send}. */
final class SharedSendFrame<T> extends SharedWaiter<Void> {

    private final SharedChannel<T> channel; // constant after construction
    private final T value; // constant after construction

    SharedSendFrame(SharedChannel<T> channel, T value) {
        super(channel);
        this.channel = channel;
        this.value = value;
    }

    @Override
    @Nullable
    Object attempt(EventLoop running, Execution x) throws Throwable {
        return channel.sendOrJoin(value, this, running) ? null : suspendIn(running, "send", x);
    }

    @Override
    @Nullable
    Object takeOwed(Execution x) {
        channel.sendOwed(value, this);
        return null;
    }

    @Override
    SharedLine line() {
        return channel.senders();
    }

    @Override
    String method() {
        return "send";
    }
}
