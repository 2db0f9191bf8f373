package dev.weft.internal.io;

import java.util.function.Function;

/** A clock that stands still until it is moved forward. */
public abstract class JumpingClock {

    private final Function<JumpingClock, Poller> pollers; // constant after construction

    /** Creates a clock. */
    protected JumpingClock() {
        this(JumpingPoller::new);
    }

    /**
     * Creates a clock whose loop waits in a poller of its own kind.
     *
     * @param pollers creates the poller of a loop on this clock
     */
    protected JumpingClock(Function<JumpingClock, Poller> pollers) {
        this.pollers = pollers;
    }

    final Poller newPoller() {
        return pollers.apply(this);
    }

    /** Moves the clock forward. */
    protected abstract void jump(long nanos);
}
