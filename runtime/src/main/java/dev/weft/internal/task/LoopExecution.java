package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.coroutine.Unstarted;
import dev.weft.internal.loop.LoopCore;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The execution of the steps of one loop's tasks. It notes what a step awaits in the task that is running. */
final class LoopExecution extends Driver {

    private final EventLoop loop; // constant after construction
    private final LoopCore core; // constant after construction
    boolean watchesCancels; // loop thread writes: in debug mode; others read it plainly, see explainsCancels

    LoopExecution(EventLoop loop, LoopCore core, Unstarted unstarted) {
        super(unstarted);
        this.loop = loop;
        this.core = core;
    }

    /** Runs the running task until it suspends or ends. */
    @Nullable
    Object step(Frame<?> frame, boolean first, @Nullable Object sent, @Nullable Throwable thrown) throws Throwable {
        if (sent != null) {
            value = sent;
        }
        if (thrown != null) {
            error = thrown;
            if (watchesCancels && thrown instanceof CancelledError cancelled) {
                running().noteThrown(cancelled);
            }
        }
        return drive(frame, first);
    }

    @Override
    protected StackTraceElement taskElement() {
        return running().element();
    }

    private TaskCore<?> running() {
        return (Task<?>) Objects.requireNonNull(core.running);
    }

    @Override
    protected void moved(Frame<?> to) {
        running().standsAt(to);
    }

    @Override
    protected @Nullable Object awaitFuture(Future<?> future) throws Throwable {
        FutureCore<?> awaited = future;
        if (awaited.ended()) {
            Throwable thrown = awaited.takeErrorHere();
            if (thrown != null) {
                throw thrown;
            }
            return awaited.value();
        }
        if (awaited.eventLoop() != loop) {
            throw new IllegalStateException("await of " + future + ", which belongs to another event loop. Call"
                    + " toCompletableFuture() on that loop, and await the result here");
        }
        TaskCore<?> awaiting = running();
        if (awaiting.hasWaiters() || awaited == awaiting) {
            AwaitCycle.check(future, awaiting);
        }
        awaiting.awaits(future);
        return Frame.SUSPENDED;
    }

    @Override
    protected @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable {
        CompletableFuture<?> ended = Stages.ended(stage);
        if (ended == null) {
            return awaitFuture(StageFuture.awaited(stage, loop));
        }
        try {
            return Stages.coroutineOutcome(ended);
        } catch (Throwable thrown) {
            if (!(thrown instanceof VirtualMachineError)) { // at the end of the stack no class must be loaded
                FailurePath.passHere(thrown, stage);
            }
            throw thrown;
        }
    }

    @Override
    protected Object sleep(long nanos) {
        if (nanos > 0) {
            running().sleeps(core.time() + nanos);
        } else {
            running().yields();
        }
        return Frame.SUSPENDED;
    }

    @Override
    protected Object yieldNow() {
        running().yields();
        return Frame.SUSPENDED;
    }
}
