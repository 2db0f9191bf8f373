package dev.weft.internal.time;

/**
 * An object that can wait in a {@link TimerQueue} for its deadline, and carries its position there.
 *
 * <p>The position is a field of the waiting object itself, so that a sleeping task needs no timer object, and a
 * cancelled timer is found at once. Only the wheel writes it. The deadline must not change while the timer is in a
 * wheel.
 *
 * <p>It is an abstract class whose members are protected: a task and a timer handle are timers, and code outside this
 * package must not move them in a wheel by hand.
 */
public abstract class Timer {

    /** Creates a timer. */
    protected Timer() {}

    /** Returns the deadline on the scale of the loop's clock; it is compared by subtraction, because it may wrap. */
    protected abstract long timerDeadline();

    /** Returns the position that was last set. */
    protected abstract int timerPosition();

    /** Sets the position of this timer in its bucket. */
    protected abstract void timerPosition(int position);
}
