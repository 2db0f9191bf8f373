package dev.weft.internal.io;

/** A clock that stands still until it is told to move on. */
public interface JumpingClock {

    /** Moves on by a time. */
    void jump(long nanos);
}
