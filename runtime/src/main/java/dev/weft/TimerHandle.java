package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.LoopCore;

/** A callback that is scheduled for a deadline, and can be cancelled until then. */
public final class TimerHandle extends Handle {

    private final long deadline; // constant after construction
    private int timerPosition; // loop thread: the position in the wheel

    TimerHandle(LoopCore core, long deadline, Runnable callback) {
        super(core, callback, CurrentContext.captured(core));
        this.deadline = deadline;
    }

    /**
     * Returns the deadline.
     *
     * @return nanoseconds on the scale of {@link EventLoop#time()}
     */
    public long when() {
        return deadline;
    }

    /**
     * Keeps the callback from running, unless it has begun, and removes it from the timers at once. Loop thread only.
     */
    @Override
    public void cancel() {
        checkThread("cancel of a TimerHandle");
        if (!isCancelled()) {
            super.cancel();
            unschedule(this);
        }
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
}
