package dev.weft.sync;

import org.jspecify.annotations.Nullable;

/**
 * A semaphore that refuses to be released more often than it was acquired; the counterpart of
 * {@code asyncio.BoundedSemaphore}.
 *
 * <pre>{@code
 * Semaphore seats = new BoundedSemaphore(2);
 * try {
 *     seats.release();
 * } catch (IllegalStateException e) {
 *     System.out.println("nobody sits there"); // nobody sits there
 * }
 * }</pre>
 */
public final class BoundedSemaphore extends Semaphore {

    private final int bound; // constant after construction

    /**
     * Creates a semaphore.
     *
     * @param permits the number of permits, zero or more, which is never exceeded
     */
    public BoundedSemaphore(int permits) {
        this(permits, null);
    }

    /**
     * Creates a semaphore with a name.
     *
     * @param permits the number of permits, zero or more, which is never exceeded
     * @param name the name by which dumps and messages call it, or null
     */
    public BoundedSemaphore(int permits, @Nullable String name) {
        super(permits, name);
        bound = permits;
    }

    /**
     * Gives a permit back, and wakes the task that waits first.
     *
     * @throws IllegalStateException if all permits are free
     */
    @Override
    public void release() {
        checkRelease();
        super.release();
    }

    @Override
    void checkRelease() {
        if (free() >= bound) {
            throw new IllegalStateException("release of " + this + ", all of whose permits are free: acquire one first,"
                    + " once for each release");
        }
    }

    @Override
    String kind() {
        return "BoundedSemaphore";
    }
}
