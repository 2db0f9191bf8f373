package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** An iterator over the values that come out of a {@link Queue}, until it is shut down. */
final class QueueValues<T extends @Nullable Object> extends Values<T> {

    private final Queue<T> queue; // constant after construction

    QueueValues(Queue<T> queue) {
        this.queue = queue;
    }

    @Override
    String label() {
        return queue.label();
    }

    @Override
    Waiter<?> newAdvance() {
        return new Advance<>(this);
    }

    /** The coroutine of an advance. */
    private static final class Advance<T extends @Nullable Object> extends GetFrame<T> {

        private final QueueValues<T> values; // constant after construction

        Advance(QueueValues<T> values) {
            super(values.queue);
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
        Object received(T value) {
            return values.came(value);
        }

        @Override
        Object atEnd() {
            return values.ended();
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
