package dev.weft.sync;

import dev.weft.abi.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code receive} and {@code receiveOrNull}. */
final class ReceiveFrame<T> extends Chooser<T> {

    private final Channel<T> channel; // constant after construction
    private boolean nullAtEnd; // loop thread

    ReceiveFrame(Channel<T> channel, boolean nullAtEnd) {
        this.channel = channel;
        this.nullAtEnd = nullAtEnd;
    }

    void renew(boolean newNullAtEnd) {
        renew();
        nullAtEnd = newNullAtEnd;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        channel.checkThread("receive");
        T value = channel.poll();
        if (value == null) {
            return channel.isClosed()
                    ? channel.atEnd(nullAtEnd)
                    : waitIn(channel.receivers(), x, new Branch<>(this, channel, null));
        }
        if (depth > 0) {
            channel.keep(this);
        }
        return value;
    }

    @Override
    @Nullable
    Object woken(Execution x) {
        Branch<?> ended = Objects.requireNonNull(leave());
        return ended.isClosed() ? channel.atEnd(nullAtEnd) : ended.value();
    }

    @Override
    String kind() {
        return channel.kind();
    }

    @Override
    String method() {
        return nullAtEnd ? "receiveOrNull" : "receive";
    }
}
