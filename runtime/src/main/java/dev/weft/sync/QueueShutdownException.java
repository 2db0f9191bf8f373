package dev.weft.sync;

/** The exception of a call on a {@link Queue} that was shut down, or is while the call waits. */
public class QueueShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public QueueShutdownException() {}

    /**
     * Creates an exception.
     *
     * @param message the queue and its state
     */
    public QueueShutdownException(String message) {
        super(message);
    }
}
