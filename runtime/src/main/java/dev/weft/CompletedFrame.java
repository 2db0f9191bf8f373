package dev.weft;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code completed}: it has its value and never suspends. */
final class CompletedFrame<T> extends RuntimeFrame<T> {

    private final @Nullable T value; // constant after construction

    CompletedFrame(@Nullable T value) {
        super("completed");
        this.value = value;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) {
        return value;
    }

    @Override
    protected Object resume(Execution x) {
        throw new AssertionError("a completed coroutine never suspends");
    }
}
