package dev.weft.sync;

/** The exception of {@link Queue#getNow()} on a queue that is empty. */
public class QueueEmptyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public QueueEmptyException() {}

    /**
     * Creates an exception.
     *
     * @param message the queue and its state
     */
    public QueueEmptyException(String message) {
        super(message);
    }
}
