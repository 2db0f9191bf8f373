package dev.weft.internal.loop;

import dev.weft.internal.time.Timer;

/**
 * An entry of a loop's queues: the loop runs it once for each time that it was queued.
 *
 * <p>An abstract class and not an interface, so that running an entry is one virtual call. Every job may be a
 * {@link Timer}, because a sleeping task is one; those that never wait for a deadline leave those methods alone.
 */
public abstract class Job extends Timer {

    /** For subclasses. */
    protected Job() {}

    /** Does the work. Called on the loop's thread only. */
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
