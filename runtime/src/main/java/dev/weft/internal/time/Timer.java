package dev.weft.internal.time;

/**
 * Something that waits in a {@link TimerQueue} for its deadline, and carries its place there.
 *
 * <p>The place is a field of the waiting object itself, so that a sleeping task needs no timer object, and a cancelled
 * timer is found at once. The wheel alone writes it. The deadline must not change while the timer is in a wheel. At
 * most two classes should implement this in one program: a third makes the wheel's calls megamorphic, ten times slower.
 */
public interface Timer {

    /** The time at which this is due, on the scale of the loop's clock; meaningful only by subtraction, it may wrap. */
    long timerDeadline();

    /** For the wheel: what it last handed to {@link #timerPosition(int)}. */
    int timerPosition();

    /** For the wheel: remembers where in its bucket this timer is. */
    void timerPosition(int position);
}
