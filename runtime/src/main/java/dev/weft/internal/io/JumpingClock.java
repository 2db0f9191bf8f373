package dev.weft.internal.io;

/** A clock that stands still until it is moved forward. */
public abstract class JumpingClock {

    /** Creates a clock. */
    protected JumpingClock() {}

    /** Moves the clock forward. */
    protected abstract void jump(long nanos);
}
