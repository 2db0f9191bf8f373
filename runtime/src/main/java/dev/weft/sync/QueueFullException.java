package dev.weft.sync;

/** The exception of {@link Queue#putNow} on a queue that is full. */
public class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public QueueFullException() {}

    /**
     * Creates an exception.
     *
     * @param message the queue and its state
     */
    public QueueFullException(String message) {
        super(message);
    }
}
