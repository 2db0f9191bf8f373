package dev.weft.internal.operation;

import dev.weft.AsyncCallable;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** The coroutine of a lambda: it calls the lambda in its first step and awaits the result. */
public final class LambdaFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private @Nullable AsyncCallable<T> body; // the thread that runs the chain: null once it was called

    /** Creates a coroutine that has not called the lambda. */
    public LambdaFrame(AsyncCallable<T> body) {
        super("async");
        if (body == null) {
            throw new NullPointerException("async(null): a lambda was expected");
        }
        this.body = body;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        AsyncCallable<T> called = java.util.Objects.requireNonNull(body);
        body = null;
        Object outcome = Await.returned(called.call(), x, depth, "the lambda");
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : outcome;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return x.take();
    }
}
