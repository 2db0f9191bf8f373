package dev.weft.internal.time;

import org.jspecify.annotations.Nullable;

/**
 * Something that waits in a {@link TimerWheel} for its deadline, and carries the links by which it hangs there.
 *
 * <p>The links are fields of the waiting object itself, so that scheduling, cancelling and expiring allocate nothing
 * and a sleeping task needs no timer object. The wheel alone writes them; both are null outside a wheel. The deadline
 * must not change while the timer is in a wheel. At most two classes should implement this in one program: a third
 * makes the wheel's calls megamorphic, ten times slower.
 */
public interface Timer {

    /** The time at which this is due, on the scale of the loop's clock; meaningful only by subtraction, it may wrap. */
    long timerDeadline();

    /** For the wheel: the timer behind this one in the same bucket. */
    @Nullable
    Timer nextTimer();

    /** For the wheel: links the timer behind this one. */
    void nextTimer(@Nullable Timer next);

    /** For the wheel: the timer ahead of this one in the same bucket. */
    @Nullable
    Timer previousTimer();

    /** For the wheel: links the timer ahead of this one. */
    void previousTimer(@Nullable Timer previous);
}
