package dev.weft.abi;

import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.Rehearsal;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.coroutine.Trampoline;
import dev.weft.internal.operation.CoroutineStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The replacements for {@code await} in {@code @Async} methods that return a stage. */
public final class StageAwait {

    /**
     * True. Woven code reads it at the beginning of a call: the first one initialises what it takes to suspend and to
     * fail. A compiled call reads nothing.
     */
    public static final boolean READY = Rehearsal.run();

    private static final String OVERFLOW =
            "the stack of the thread is full. A method that returns a stage runs on the stack"
                    + " of its caller until it suspends. If this is not an endless recursion, let the methods return Coroutine, whose"
                    + " calls need no stack up to weft.maxDepth, or give the thread a larger stack (-Xss)";

    private StageAwait() {}

    /**
     * Polls a stage.
     *
     * @param stage the stage
     * @return its value, or {@link Frame#SUSPENDED} if it is pending
     * @throws Throwable its own failure, unwrapped
     */
    public static @Nullable Object poll(@Nullable CompletionStage<?> stage) throws Throwable {
        if (stage == null) {
            throw new NullPointerException("await(null): a CompletionStage was expected");
        }
        CompletableFuture<?> ended = Stages.ended(stage);
        if (ended == null) {
            return Frame.SUSPENDED;
        }
        try {
            return Stages.outcome(ended);
        } catch (Throwable thrown) {
            if (!(thrown instanceof VirtualMachineError)) { // at the end of the stack no class must be loaded
                LogicalTrace.arriveHere(thrown, ended);
            }
            throw thrown;
        }
    }

    /**
     * Returns a stage of an awaitable of Weft's own.
     *
     * @param awaitable a future of the running loop, or a coroutine, which starts at once
     * @return a stage that ends as it does
     */
    public static CompletionStage<?> stageOf(@Nullable Awaitable<?> awaitable) {
        if (awaitable instanceof Future<?> future) {
            return future.toCompletableFuture();
        }
        if (awaitable instanceof Coroutine<?> coroutine) {
            return CoroutineStage.of(coroutine);
        }
        throw new NullPointerException("await(null): a coroutine, a task or a future was expected");
    }

    /**
     * Fails the stage of a method that threw before its first suspension.
     *
     * @param thrown the exception
     * @param result a future of the declared class
     * @return the same future, failed
     */
    public static CompletableFuture<?> failed(Throwable thrown, CompletableFuture<?> result) {
        boolean isBare = thrown instanceof StackOverflowError && thrown.getMessage() == null;
        result.completeExceptionally(isBare ? explained(thrown) : thrown);
        return result;
    }

    /** A native overflow says nothing of what to do. This is near the end of the stack, and calls as little as it can. */
    private static Throwable explained(Throwable overflow) {
        return new StackOverflowError(OVERFLOW).initCause(overflow);
    }

    /**
     * Fails the stage of a call that a recursive method made of itself, which threw before its first suspension.
     *
     * @param thrown the exception
     * @param result a future of the declared class
     * @param depth the number of such calls on the stack
     * @return the same future, failed
     */
    public static CompletableFuture<?> failed(Throwable thrown, CompletableFuture<?> result, int depth) {
        if (depth == 1) {
            Trampoline.startDeferred();
        }
        return failed(thrown, result);
    }

    /**
     * Ends a call that a recursive method made of itself. The outermost one starts those for which the stack was too deep.
     *
     * @param returned the stage that the body returned
     * @param depth the number of such calls on the stack
     * @param method the name of the method
     * @return the same stage
     * @throws Throwable if there is none
     */
    public static CompletionStage<?> called(@Nullable CompletionStage<?> returned, int depth, String method)
            throws Throwable {
        if (returned == null) {
            throw returnedNull(method);
        }
        if (depth == 1) {
            Trampoline.startDeferred();
        }
        return returned;
    }

    /**
     * Creates the exception for {@code return null}.
     *
     * @param method the name of the method
     * @return the exception to throw
     */
    public static Throwable returnedNull(String method) {
        return new NullPointerException(
                method + " returned null: an @Async method returns a stage, for instance completedFuture(null)");
    }

    /** Completes the future of an activation with the outcome of the stage that the body returned, now or when that stage has ended. */
    static void settle(@Nullable CompletionStage<?> returned, StageFrame frame) {
        if (returned == null) {
            frame.complete(null, returnedNull(frame.name()));
            return;
        }
        CompletableFuture<?> ended = Stages.ended(returned);
        if (ended == null) {
            frame.awaitReturned(returned);
            return;
        }
        Object value = null;
        Throwable failure = null;
        try {
            value = Stages.outcome(ended);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        frame.complete(value, failure);
    }
}
