package dev.weft.internal.operation;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.task.SharedTimer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code sleep} and {@code yieldNow}, for calls whose result is not awaited on the spot. */
public final class SleepFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final long nanos; // constant after construction
    private final @Nullable T result; // constant after construction

    /** Creates a coroutine that is named after the method of {@code Weft} that creates it. */
    public SleepFrame(String method, long nanos, @Nullable T result) {
        super(method);
        this.nanos = nanos;
        this.result = result;
    }

    /** Returns a stage that sleeps outside any loop, in place of this coroutine. */
    CompletionStage<?> stage() {
        checkUnused();
        close();
        return SharedTimer.start(nanos, result);
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) {
        Await.sleep(nanos, x);
        return suspend(x, 1);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        x.take();
        return result;
    }
}
