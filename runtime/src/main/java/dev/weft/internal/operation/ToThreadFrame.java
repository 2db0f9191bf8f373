package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code toThread}: blocking code on one of the loop's own threads, in the caller's context. */
public final class ToThreadFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final Callable<T> blocking; // constant after construction

    /** Creates a coroutine of blocking code that has not run. */
    public ToThreadFrame(Callable<T> blocking) {
        super("toThread");
        this.blocking = blocking;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        Object context = CurrentContext.captured();
        Future<T> future = EventLoop.running().runInExecutor(null, () -> callIn(context));
        Object outcome = Await.await(future, x, depth);
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : outcome;
    }

    private T callIn(@Nullable Object context) throws Exception {
        CurrentContext.enter(context);
        try {
            return blocking.call();
        } finally {
            CurrentContext.enter(null);
        }
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return x.take();
    }
}
