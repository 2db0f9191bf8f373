package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.CoroutineResult;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.time.Nanos;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A timer of the {@link SharedLoop} for code that runs outside any loop. */
public final class SharedTimer extends Activity {

    private final EventLoop loop = SharedLoop.get(); // constant after construction
    private final Stage stage = new Stage(this); // constant after construction
    private final @Nullable Object value; // constant after construction: of the stage
    private final long deadline; // constant after construction
    private int timerPosition; // loop thread
    private boolean waiting; // loop thread: it is in the timers
    private boolean due; // loop thread: it has been there, or need not

    private SharedTimer(long nanos, @Nullable Object value) {
        this.value = value;
        context = CurrentContext.captured();
        long now = core().time();
        deadline = Nanos.deadline(now + Math.max(0, nanos), now);
    }

    /**
     * Starts a timer. Any thread.
     *
     * @param nanos the time; zero or less takes one turn of the loop
     * @param value the value of the stage
     * @return a stage that completes when the time is over
     */
    public static CoroutineResult start(long nanos, @Nullable Object value) {
        SharedTimer timer = new SharedTimer(nanos, value);
        timer.core().enqueue(timer);
        return timer.stage;
    }

    /** Returns the time that is left, if a stage is that of a timer; else null. Any thread. */
    static @Nullable Long nanosLeft(CompletionStage<?> stage) {
        return stage instanceof Stage own
                ? Math.max(0, own.timer.deadline - own.timer.core().time())
                : null;
    }

    private LoopCore core() {
        return ((LoopAccess) loop).core;
    }

    @Override
    protected void run() {
        core().running = null;
        if (due || deadline - core().time() <= 0) {
            stage.complete(value);
        } else {
            due = true;
            waiting = true;
            core().schedule(this);
        }
    }

    @Override
    protected void expire(LoopCore core) {
        waiting = false;
        core.add(this);
    }

    private void cancel() {
        if (waiting) {
            waiting = false;
            core().unschedule(this);
            stage.completeExceptionally(new CancellationException("the sleep was cancelled"));
        }
    }

    @Override
    protected void dropped() {
        stage.completeExceptionally(
                new IllegalStateException("the loop that runs timers has ended by an error: see the log"));
    }

    @Override
    protected long timerDeadline() {
        return deadline;
    }

    @Override
    protected int timerPosition() {
        return timerPosition;
    }

    @Override
    protected void timerPosition(int position) {
        timerPosition = position;
    }

    /** The stage, which completes on the loop's thread. */
    private static final class Stage extends CoroutineResult {

        private final SharedTimer timer; // constant after construction

        Stage(SharedTimer timer) {
            this.timer = timer;
        }

        @Override
        public @Nullable Object contextAtEnd() {
            return timer.context;
        }

        @Override
        protected Executor resumesOn() {
            return Resumptions.EXECUTOR;
        }

        @Override
        protected void requestCancel() {
            EventLoops.callIfOpen(timer.loop, timer::cancel);
        }
    }
}
