package dev.weft;

import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.abi.Stages;
import dev.weft.internal.loop.LoopCore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What runs the steps of one loop's tasks. It notes what a step awaits; the task registers with it afterwards. */
final class LoopExecution extends Execution {

    /** What a step awaits when it sleeps. */
    static final Object SLEEP = new Object();

    private final EventLoop loop; // constant after construction
    private @Nullable Object awaited; // loop thread: a Future, SLEEP, or null for a yield
    private long sleepNanos; // loop thread

    LoopExecution(EventLoop loop) {
        super(loop.core.unstarted);
        this.loop = loop;
    }

    /** Runs a task until it suspends or ends. */
    @Nullable
    Object step(Frame<?> frame, boolean first, @Nullable Object sent, @Nullable Throwable thrown) throws Throwable {
        if (sent != null) {
            value = sent;
        }
        if (thrown != null) {
            error = thrown;
        }
        return drive(frame, first);
    }

    /** Where the task stands after a step, if elsewhere than before: see {@link #takePosition}. */
    @Nullable
    Frame<?> moved() {
        return takePosition();
    }

    /** The coroutine that a chain began with. */
    static Frame<?> rootOf(Frame<?> activation) {
        return root(activation);
    }

    /** What the step awaits: a Future, {@link #SLEEP}, or null for a yield. */
    @Nullable
    Object takeAwaited() {
        Object noted = awaited;
        awaited = null;
        return noted;
    }

    /** When the sleep that the step awaits is over. */
    long wakeTime() {
        return loop.core.time() + sleepNanos;
    }

    static List<StackTraceElement> stackOf(@Nullable Frame<?> leaf) {
        return stack(leaf);
    }

    @Override
    protected @Nullable Object awaitFuture(Future<?> future) throws Throwable {
        if (future.isDone()) {
            Throwable thrown = future.takeError();
            if (thrown != null) {
                throw thrown;
            }
            return future.value();
        }
        if (future.loop() != loop) {
            throw new IllegalStateException("await of " + future + ", which belongs to another event loop. Use"
                    + " toCompletableFuture() there and await that here");
        }
        if (future instanceof Task<?> task) {
            AwaitCircle.check(task, running());
        }
        awaited = future;
        return Frame.SUSPENDED;
    }

    @Override
    protected @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable {
        CompletableFuture<?> ended = Stages.ended(stage);
        if (ended == null) {
            return awaitFuture(StageFuture.of(stage, loop));
        }
        return Stages.coroutineOutcome(ended);
    }

    @Override
    protected Object sleep(long nanos) {
        if (nanos > 0) {
            awaited = SLEEP;
            sleepNanos = nanos;
        }
        return Frame.SUSPENDED;
    }

    @Override
    protected Object yieldNow() {
        return Frame.SUSPENDED;
    }

    private Task<?> running() {
        LoopCore core = loop.core;
        return (Task<?>) Objects.requireNonNull(core.running);
    }
}
