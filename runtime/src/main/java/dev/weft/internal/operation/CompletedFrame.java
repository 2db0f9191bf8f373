package dev.weft.internal.operation;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code completed}: it has its value and never suspends. */
public final class CompletedFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final @Nullable T value; // constant after construction

    /** Creates a coroutine that has its value. */
    public CompletedFrame(@Nullable T value) {
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
