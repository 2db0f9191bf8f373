package dev.weft.internal.coroutine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future that an {@code @Async} method returns which is declared to return a JDK stage. Whatever completes it from
 * outside ({@code cancel}, {@code orTimeout}, {@code complete}) cancels the activation.
 *
 * <p>The reference to the activation costs no memory: it lies where the JVM pads a {@code CompletableFuture}.
 */
public final class ActivationResult extends OwnStage implements TracedStage {

    private static final Object TAKEN = new Object();

    /** The activity; null once this is completed, or TAKEN when an awaiter has continued the trace of its failure. */
    private @Nullable Object source; // any thread, after a fence

    /** Creates the pending future of an activation. */
    public ActivationResult(Resumable source) {
        this.source = source;
    }

    /** Replaces the activity that is cancelled with this future; the caller looks afterwards whether this has ended. */
    void handOver(Resumable newSource) {
        source = newSource;
        VarHandle.fullFence();
    }

    /** Notes that what completes this future from now on is its own activation. */
    public void detach() {
        source = null;
    }

    @Override
    @Nullable
    Resumable source() {
        return source instanceof Resumable activity ? activity : null;
    }

    @Override
    public boolean isFirstAwaiter(StackTraceElement last) {
        boolean first = source == null;
        if (first) {
            source = TAKEN;
        }
        return first;
    }

    /** Completes this with an exception, as a step of a {@link CancelChain}; false if it was completed before. */
    boolean endBy(CancellationException exception) {
        return super.completeExceptionally(exception);
    }

    /** Takes the activation, for the one who has completed this from outside; null if it has ended itself. */
    @Nullable
    Resumable takeSource() {
        VarHandle.fullFence();
        Resumable taken = source();
        source = null;
        return taken;
    }

    private boolean completedFromOutside(boolean completed) {
        Resumable cancelled = completed && source() != null ? takeSource() : null;
        if (cancelled != null) {
            CancelChain.cancel(cancelled);
        }
        return completed;
    }

    @Override
    @Nullable
    Resumable cancelStep() {
        return super.cancel(true) ? takeSource() : null;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return completedFromOutside(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public boolean complete(@Nullable Object value) {
        return completedFromOutside(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return completedFromOutside(super.completeExceptionally(thrown));
    }

    @Override
    public CompletableFuture<Object> completeAsync(Supplier<?> supplier, Executor executor) {
        CompletableFuture<Object> own = super.completeAsync(supplier, executor);
        Stages.whenEnded(own, (value, thrown) -> completedFromOutside(true));
        return own;
    }

    @Override
    public void obtrudeValue(@Nullable Object value) {
        super.obtrudeValue(value);
        completedFromOutside(true);
    }

    @Override
    public void obtrudeException(Throwable thrown) {
        super.obtrudeException(thrown);
        completedFromOutside(true);
    }
}
