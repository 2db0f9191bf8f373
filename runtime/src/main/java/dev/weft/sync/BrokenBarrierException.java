package dev.weft.sync;

/** The exception of a task that waits at a {@link Barrier} which was reset or aborted. */
public class BrokenBarrierException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public BrokenBarrierException() {}

    /**
     * Creates an exception.
     *
     * @param message the barrier and what became of it
     */
    public BrokenBarrierException(String message) {
        super(message);
    }
}
