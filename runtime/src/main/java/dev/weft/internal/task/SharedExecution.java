package dev.weft.internal.task;

import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.CoroutineResult;
import dev.weft.internal.coroutine.DetachedExecution;
import dev.weft.internal.coroutine.Handover;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An execution outside any loop that turns to the {@link SharedLoop} for what needs one. */
public final class SharedExecution extends DetachedExecution {

    private SharedExecution(Coroutine<?> coroutine) {
        super(coroutine);
    }

    /** Runs a coroutine on this thread until it awaits something pending; returns the future of its value. */
    public static CompletableFuture<Object> run(Coroutine<?> coroutine) {
        return new SharedExecution(coroutine).run();
    }

    @Override
    protected CoroutineResult timer(long nanos) {
        return SharedTimer.start(nanos, null);
    }

    @Override
    protected CoroutineResult runOnLoop(Frame<?> innermost) {
        return SharedCall.start(innermost);
    }

    @Override
    protected void takeBack(Frame<?> coroutine, @Nullable Object value) {
        EventLoops.callIfOpen(SharedLoop.get(), () -> Handover.takeBack(coroutine, value));
    }
}
