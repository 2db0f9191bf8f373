package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** An iterator over the values that come out of a {@link Channel}, until it is closed. */
final class ChannelValues<T> extends Values<T> {

    private final Channel<T> channel; // constant after construction

    ChannelValues(Channel<T> channel) {
        this.channel = channel;
    }

    @Override
    String label() {
        return channel.label();
    }

    @Override
    Waiter<?> newAdvance() {
        return new Advance<>(this);
    }

    /** The coroutine of an advance. */
    private static final class Advance<T> extends ReceiveFrame<T> {

        private final ChannelValues<T> values; // constant after construction

        Advance(ChannelValues<T> values) {
            super(values.channel, true);
            this.values = values;
        }

        @Override
        @Nullable
        Object begin(Execution x, int depth) throws Throwable {
            if (!values.begins()) {
                return false;
            }
            try {
                return super.begin(x, depth);
            } catch (Throwable thrown) {
                values.ended();
                throw thrown;
            }
        }

        @Override
        Object received(@Nullable T value) {
            return value == null ? values.ended() : values.came(value);
        }

        @Override
        @Nullable
        Object woken(Execution x) {
            try {
                return super.woken(x);
            } catch (Throwable thrown) {
                values.ended();
                throw thrown;
            }
        }

        @Override
        Object interrupted(Execution x, Throwable thrown) throws Throwable {
            values.ended();
            return super.interrupted(x, thrown);
        }

        @Override
        protected void takeBack(@Nullable Object advanced) {
            if (values.hasCurrent()) {
                super.takeBack(values.forget());
            }
        }

        @Override
        protected void recycle() {
            values.keep(this);
        }

        @Override
        String method() {
            return "values";
        }
    }
}
