package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Waitable;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.coroutine.Stages;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A future of a stage, which any thread may complete; the loop completes the future in its next turn. */
public sealed class StageFuture<T extends @Nullable Object> extends Future<T> implements BiConsumer<Object, Throwable>
        permits StageEnd {

    private final CompletionStage<T> stage; // constant after construction
    private final @Nullable Consumer<@Nullable Object> lost; // constant after construction: receives a value too late
    private boolean registering = true; // loop thread
    private boolean cancelling; // loop thread
    private @Nullable Object arrived; // any thread until it is queued, then loop thread: a value or a StageFailure

    StageFuture(CompletionStage<T> stage, EventLoop loop, @Nullable Consumer<@Nullable Object> lost) {
        super(loop);
        this.stage = stage;
        this.lost = lost;
    }

    /** Creates the future of a stage for the await that is to end with it, on a loop that this thread runs. */
    static <T extends @Nullable Object> StageFuture<T> awaited(CompletionStage<T> stage, EventLoop loop) {
        return stage instanceof OutsideView<T> ? from(stage, loop) : of(stage, loop, null);
    }

    /**
     * Creates the future of a stage, on a loop that this thread runs. It leaves nothing in the stage when it is garbage
     * or cancelled.
     */
    public static <T extends @Nullable Object> StageFuture<T> from(CompletionStage<T> stage, EventLoop loop) {
        if (!Stages.isOfKnownClass(stage) || Stages.ended(stage) != null) {
            return of(stage, loop, null);
        }
        StageFuture<T> future = new StageFuture<>(stage, loop, null);
        StageWatch.add(future, stage, loop);
        future.registering = false;
        return future;
    }

    /**
     * Creates the future of a stage that nothing else can read.
     *
     * @param lost the receiver of a value that comes when the future has been cancelled, or its loop closed
     */
    public static <T extends @Nullable Object> StageFuture<T> of(
            CompletionStage<T> stage, EventLoop loop, @Nullable Consumer<@Nullable Object> lost) {
        StageFuture<T> future = new StageFuture<>(stage, loop, lost);
        Stages.whenEnded(stage, future);
        future.registering = false;
        return future;
    }

    /**
     * Creates a future of the end of a stage, on a loop that this thread runs: it takes no outcome, and leaves the stage
     * alone when it is cancelled, which whoever waits no more has to do.
     *
     * @return a future that is completed with null
     */
    public static Future<?> endOf(CompletionStage<?> stage, EventLoop loop) {
        StageEnd end = new StageEnd(stage, loop);
        if (Stages.isOfKnownClass(stage) && Stages.ended(stage) == null) {
            StageWatch.add(end, stage, loop);
        } else {
            Stages.whenEnded(stage, end);
        }
        end.registered();
        return end;
    }

    /** Ends the time in which a callback runs at once, on this thread. */
    final void registered() {
        registering = false;
    }

    /** Returns the stage that is to end. */
    CompletionStage<T> stage() {
        return stage;
    }

    /** Returns the code on another thread that is to end the stage; null if that is not known. */
    @Nullable
    Waitable call() {
        return lost instanceof Waitable call ? call : null;
    }

    /** Receives the outcome of the stage, on the thread that completed it. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        arrived = thrown == null ? value : new StageFailure(thrown);
        boolean here = loop.core.isOwnThread();
        if (here && registering) {
            run();
        } else if (here && cancelling) { // its own cancel, or an outcome of that moment: too late, whichever was first
            dropped();
        } else {
            loop.core.enqueue(this);
        }
    }

    @Override
    protected void run() {
        if (isDone()) {
            dropped();
            return;
        }
        if (arrived instanceof StageFailure failure) {
            end(coroutineView(failure.thrown()));
        } else {
            finish(arrived);
        }
    }

    /** Tells whether the stage is one of the program, and not of a call that Weft itself makes on another thread. */
    boolean isOfProgram() {
        return lost == null;
    }

    /** Receives the outcome of the stage, on the loop. */
    void receive(@Nullable Object value, @Nullable Throwable thrown) {
        arrived = thrown == null ? value : new StageFailure(thrown);
        run();
    }

    @Override
    protected void callbackAdded() {
        StageWatch watch =
                Stages.isOfKnownClass(stage) ? StageWatches.of(loop.eventLoop).get(stage) : null;
        if (watch != null && !isDone()) {
            watch.hold(this);
        }
    }

    @Override
    protected @Nullable WaitLink link() {
        return stage instanceof OutsideView<T> view ? view.onlyWay(loop.eventLoop) : null;
    }

    private static Throwable coroutineView(Throwable shown) {
        try {
            return Stages.coroutineView(Stages.unwrapped(shown));
        } catch (Throwable thrown) { // foreign code: a getCause of the program
            Fatal.rethrow(thrown);
            return thrown;
        }
    }

    @Override
    protected void dropped() {
        if (lost != null && !(arrived instanceof StageFailure)) {
            lost.accept(arrived);
        }
    }

    private void end(Throwable thrown) {
        if (thrown instanceof CancelledError) {
            endCancelled(thrown);
        } else {
            fail(thrown);
        }
    }

    /** Cancels the stage as well, and first: cleanup of its own runs before what awaits this future. */
    @Override
    public boolean cancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            return super.cancel(message);
        }
        CancelRequested request = loop.eventLoop.cancelWalk.begin(null); // what foreign code cancels, it has asked for
        cancelling = true;
        try {
            cancelStage();
        } catch (Throwable thrown) { // foreign code: what awaits this is cancelled all the same
            Fatal.rethrow(thrown);
            loop.report("Exception in cancel of " + stage.getClass().getName(), thrown);
        } finally {
            loop.eventLoop.cancelWalk.begin(request);
        }
        super.cancel(message); // false if a callback of the stage has called this method meanwhile
        return true;
    }

    /** Cancels the stage, or does what is to be done in place of that. */
    void cancelStage() {
        Stages.cancel(stage);
    }

    /** A failure of the stage, told apart from a value that is a Throwable. */
    private record StageFailure(Throwable thrown) {}
}
