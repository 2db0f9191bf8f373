package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.LoopCore;

/** A callback that waits for its time. */
public final class TimerHandle extends Handle {

    private final long deadline; // constant after construction
    private int timerPosition; // loop thread: where the wheel has it

    TimerHandle(LoopCore core, long deadline, Runnable callback) {
        super(core, callback, CurrentContext.captured(core));
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
