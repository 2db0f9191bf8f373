package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** An iterator over the values that come out of a {@link SharedChannel}, until it is closed. */
final class SharedValues<T> extends Values<T> {

    private final SharedChannel<T> channel; // constant after construction

    SharedValues(SharedChannel<T> channel) {
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
    private static final class Advance<T> extends SharedReceiveFrame<T> {

        private final SharedValues<T> values; // constant after construction

        Advance(SharedValues<T> values) {
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
        Object woken(Execution x) throws Throwable {
            try {
                return super.woken(x);
            } catch (Throwable thrown) {
                values.ended();
                throw thrown;
            }
        }

        @Override
        void ended() {
            values.ended();
        }

        @Override
        String method() {
            return "values";
        }
    }
}
