package dev.weft.sync;

import dev.weft.abi.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code send}. */
final class SendFrame<T> extends Chooser<Void> {

    private final Channel<T> channel; // constant after construction
    private @Nullable T value; // loop thread: null once it has begun

    SendFrame(Channel<T> channel, T value) {
        this.channel = channel;
        this.value = value;
    }

    void renew(T newValue) {
        renew();
        value = newValue;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        T sent = Objects.requireNonNull(value);
        value = null;
        if (!channel.trySend(sent)) {
            return waitIn(channel.senders(), x, new Branch<>(this, channel, sent));
        }
        return null;
    }

    @Override
    protected void recycle() {
        channel.keep(this);
    }

    @Override
    @Nullable
    Object woken(Execution x) {
        Branch<?> ended = leave();
        if (ended != null && ended.isClosed()) {
            throw channel.closedException();
        }
        return null;
    }

    @Override
    String kind() {
        return channel.kind();
    }

    @Override
    String method() {
        return "send";
    }
}
