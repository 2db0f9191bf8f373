package dev.weft.internal.loop;

import dev.weft.internal.time.Timer;

/**
 * An entry of a loop's queues, which the loop runs once for each time that it was enqueued.
 *
 * <p>It is an abstract class and not an interface, so that running an entry is one virtual call. Every job may be a
 * {@link Timer}, because a sleeping task is one; those that never wait for a deadline do not override its methods.
 */
public abstract class Job extends Timer {

    /** Creates a job. */
    protected Job() {}

    /** Does the work. Loop thread only. */
    protected abstract void run();

    /** Called once, on any thread, if the loop was closed before this ran: whoever waits for it must be told. */
    protected void dropped() {}

    @Override
    protected long timerDeadline() {
        throw notATimer();
    }

    @Override
    protected int timerPosition() {
        throw notATimer();
    }

    @Override
    protected void timerPosition(int position) {
        throw notATimer();
    }

    private AssertionError notATimer() {
        return new AssertionError(getClass().getName() + " has no deadline: it must not be scheduled as a timer");
    }
}
