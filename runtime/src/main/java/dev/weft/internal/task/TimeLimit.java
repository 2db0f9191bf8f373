package dev.weft.internal.task;

/** An activation that ends the wait inside it when a deadline comes, for dumps. */
public interface TimeLimit {

    /** The time that is left where nothing limits it. */
    long FOR_EVER = Long.MAX_VALUE;

    /**
     * Returns the nanoseconds that are left, not positive if the deadline has passed; {@link #FOR_EVER} if there is none.
     *
     * @param now the time on the loop's clock
     */
    long nanosLeft(long now);
}
