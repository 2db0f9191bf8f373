package dev.weft;

import dev.weft.internal.time.Timer;
import org.jspecify.annotations.Nullable;

/** A callback that waits for its time. */
@SuppressWarnings("exports") // what the loop needs of it is public, but not for users
public final class TimerHandle extends Handle implements Timer {

    private final long deadline; // constant after construction
    private @Nullable Timer next; // loop thread
    private @Nullable Timer previous; // loop thread

    TimerHandle(EventLoop loop, long deadline, Runnable callback) {
        super(loop, callback);
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
    public @Nullable Timer nextTimer() {
        return next;
    }

    /** For the loop's timers. */
    @Override
    public void nextTimer(@Nullable Timer timer) {
        next = timer;
    }

    /** For the loop's timers. */
    @Override
    public @Nullable Timer previousTimer() {
        return previous;
    }

    /** For the loop's timers. */
    @Override
    public void previousTimer(@Nullable Timer timer) {
        previous = timer;
    }
}
