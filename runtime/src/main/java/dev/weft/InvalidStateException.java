package dev.weft;

/**
 * The exception that refuses a call which the state of a future does not allow: a question for its result while it is
 * pending, or a second completion.
 */
public class InvalidStateException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message the call, the future and its state
     */
    public InvalidStateException(String message) {
        super(message);
    }
}
