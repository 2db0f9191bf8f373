package dev.weft.internal.io;

/** A clock that stands still until it is told to move on. */
public abstract class JumpingClock {

    /** For subclasses. */
    protected JumpingClock() {}

    /** Moves on by a time. */
    protected abstract void jump(long nanos);
}
