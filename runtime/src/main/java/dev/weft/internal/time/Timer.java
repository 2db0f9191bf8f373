package dev.weft.internal.time;

/**
 * An object that can wait in a {@link TimerQueue} for its deadline, and carries its place there.
 *
 * <p>The place is a field of the waiting object itself, so that a sleeping task needs no timer object, and a cancelled
 * timer is found at once. The wheel alone writes it. The deadline must not change while the timer is in a wheel.
 *
 * <p>An abstract class whose members are protected: a task and a timer handle are timers, and nobody outside this
 * package may move them in a wheel by hand.
 */
public abstract class Timer {

    /** For subclasses. */
    protected Timer() {}

    /** The time at which this is due, on the scale of the loop's clock; meaningful only by subtraction, it may wrap. */
    protected abstract long timerDeadline();

    /** What the wheel last handed to {@link #timerPosition(int)}. */
    protected abstract int timerPosition();

    /** Keeps the place of this timer in its bucket. */
    protected abstract void timerPosition(int position);
}
