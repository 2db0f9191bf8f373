package dev.weft.sync;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the sends and receives of a {@link Select}.
 *
 * @param value the value of a send; null of a receive
 * @param then makes the result of the value
 */
record Clause<T, R extends @Nullable Object>(
        Channel<T> channel, @Nullable T value, Function<? super T, ? extends R> then) {

    /** Does it if it can be done now; null if it would have to wait. */
    @Nullable
    Done<R> tryNow() {
        if (value != null) {
            return channel.trySend(value) ? new Done<>(then.apply(value)) : null;
        }
        T received = channel.tryReceive();
        return received == null ? null : new Done<>(then.apply(received));
    }

    Branch<T> branch(Chooser<?> chooser) {
        return new Branch<>(chooser, channel, value);
    }

    /** Returns the result of a branch of this clause that was chosen. */
    @SuppressWarnings("unchecked") // a branch of this clause has its type
    R result(Branch<?> chosen) {
        if (!chosen.isClosed()) {
            return then.apply((T) chosen.value());
        }
        T putBack = value == null ? channel.poll() : null; // by a receiver that was cancelled after the end
        if (putBack == null) {
            throw channel.closedException();
        }
        return then.apply(putBack);
    }

    /** The result of a clause, which may be null. */
    record Done<R extends @Nullable Object>(R result) {}
}
