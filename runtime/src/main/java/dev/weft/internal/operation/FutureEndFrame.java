package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.task.StageFuture;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine that waits for the end of a {@code CompletableFuture}, or for a time, and takes no outcome. Cancelling it
 * leaves the future alone, as an interrupt of a thread in {@code get} does.
 */
public final class FutureEndFrame extends RuntimeFrame<Void> {

    private final @Nullable CompletableFuture<?> future; // constant after construction
    private final @Nullable Duration timeout; // constant after construction
    private @Nullable Future<?> end; // loop thread

    /** Creates a coroutine of a future, or of null, for which it does not wait, and a time or null for ever. */
    public FutureEndFrame(String method, @Nullable CompletableFuture<?> future, @Nullable Duration timeout) {
        super(method);
        this.future = future;
        this.timeout = timeout;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (future == null || OwnWait.isOf(future) || future.isDone() || isOver(timeout)) {
            return null;
        }
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        Future<?> awaited = StageFuture.endOf(future, EventLoop.running());
        end = awaited;
        Object outcome = timeout == null
                ? Await.await(awaited, x, depth)
                : Await.await(new WaitFrame<>(ReturnWhen.ALL_COMPLETED, List.of(awaited), timeout), x, depth);
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : null;
    }

    private static boolean isOver(@Nullable Duration timeout) {
        return timeout != null && (timeout.isNegative() || timeout.isZero());
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
            return null;
        } finally {
            Objects.requireNonNull(end).cancel(null);
        }
    }
}
