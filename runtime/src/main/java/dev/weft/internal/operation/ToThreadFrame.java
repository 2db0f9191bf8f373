package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code toThread}: blocking code on one of the loop's own threads, in the caller's context. */
public final class ToThreadFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final Callable<T> blocking; // constant after construction
    private final boolean interruptible; // constant after construction: by a cancel, while the code runs

    /** Creates a coroutine of blocking code that has not run. */
    public ToThreadFrame(Callable<T> blocking, boolean interruptible) {
        super(interruptible ? "toThreadInterruptibly" : "toThread");
        this.blocking = Objects.requireNonNull(blocking, "the code to run");
        this.interruptible = interruptible;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        Object context = CurrentContext.captured();
        EventLoop loop = EventLoop.running();
        Callable<T> inContext = () -> callIn(context);
        Future<T> future =
                interruptible ? loop.runInExecutorInterruptibly(null, inContext) : loop.runInExecutor(null, inContext);
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
