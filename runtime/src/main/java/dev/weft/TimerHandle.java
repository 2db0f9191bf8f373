package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.time.Timer;

/** A callback that waits for its time. */
public final class TimerHandle extends Handle implements Timer {

    private final long deadline; // constant after construction
    private int timerPosition; // loop thread: where the wheel has it

    TimerHandle(EventLoop loop, long deadline, Runnable callback) {
        super(loop, callback, CurrentContext.captured(loop.core));
        this.deadline = deadline;
    }

    /**
     * When it is due.
     *
     * @return nanoseconds on the scale of {@link EventLoop#time()}
     */
    public long when() {
        return deadline;
    }

    /** Cancels it and frees it at once. */
    @Override
    public void cancel() {
        loop.checkThread("cancel of a TimerHandle");
        if (!isCancelled()) {
            super.cancel();
            loop.core.unschedule(this);
        }
    }

    /** For the loop's timers. */
    @Override
    public long timerDeadline() {
        return deadline;
    }

    /** For the loop's timers. */
    @Override
    public int timerPosition() {
        return timerPosition;
    }

    /** For the loop's timers. */
    @Override
    public void timerPosition(int position) {
        timerPosition = position;
    }
}
