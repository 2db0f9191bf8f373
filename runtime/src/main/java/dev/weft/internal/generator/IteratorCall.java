package dev.weft.internal.generator;

import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** The coroutine of an {@code advance()} or {@code close()} that is not fused, of any iterator but a generator. */
final class IteratorCall extends Frame<Object> {

    private final DirectIterator<?> iterator; // constant after construction
    private final boolean closes; // constant after construction

    IteratorCall(DirectIterator<?> iterator, boolean closes) {
        this.iterator = iterator;
        this.closes = closes;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (closes) {
            iterator.closeNow();
            return null;
        }
        Object outcome = iterator.advance(x, depth);
        return outcome == SUSPENDED ? suspend(x, 1) : outcome;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return x.take();
    }

    @Override
    protected String describe() {
        return "dev.weft.AsyncIterator\t" + (closes ? "close" : "advance") + "\tAsyncIterator.java";
    }
}
