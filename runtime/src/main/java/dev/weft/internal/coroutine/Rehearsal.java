package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A suspension, a failure and a cancellation that initialise the classes which they need, those of the JDK included.
 *
 * <p>A class whose first use is at the end of a stack, in a recursion that overflows it, cannot be initialised then, and
 * never again: the JVM would have no {@link CompletableFuture} any more.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Rehearses; returns true. */
    public static boolean run() {
        CompletableFuture<Object> failing = new CompletableFuture<>();
        Part failed = new Part();
        failed.awaitEnd(failing);
        failing.completeExceptionally(new CancellationException());
        Part cancelled = new Part();
        cancelled.awaitEnd(new ActivationResult(failed));
        CancelChain.cancel(cancelled);
        new Part().awaitEnd(CompletableFuture.completedStage(null));
        ArrayDeque<Object> queue = new ArrayDeque<>();
        queue.add(failed);
        Throwable shown = new CompletionException(cancelled.cancellation());
        return queue.poll() == failed
                && Stages.unwrapped(shown) != shown
                && DetachedCalls.isReady()
                && Frame.SUSPENDED != DetachedExecution.UNWATCHED;
    }

    /** An activity without a body. */
    private static final class Part extends StageAwaiter implements BiConsumer<Object, Throwable> {

        private final CompletableFuture<Object> result = new CompletableFuture<>();

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable thrown) {
            ended(value, thrown);
        }

        @Override
        protected BiConsumer<Object, Throwable> callback() {
            return this;
        }

        @Override
        protected void received(@Nullable Object ended, @Nullable Object value, @Nullable Throwable thrown) {
            Trampoline.resume(this, ended);
        }

        @Override
        protected void resumeHere() {
            Object outer = CurrentContext.exchange(CurrentContext.captured());
            Trampoline.complete(this, result, null, cancellation());
            CurrentContext.enter(outer);
        }

        @Override
        protected void refused(Throwable refusal) {
            throw new AssertionError("a rehearsal has no executor", refusal);
        }

        @Override
        protected Throwable cancellation() {
            return new StackOverflowError();
        }

        @Override
        protected int maxDepth() {
            return DepthLimit.DEFAULT;
        }

        @Override
        protected String name() {
            return "rehearsal";
        }

        @Override
        protected void cancelResult() {
            result.cancel(true);
        }

        @Override
        protected void run() {
            cancelResult();
        }
    }
}
