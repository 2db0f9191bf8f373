package dev.weft;

/** Thrown when a future is asked for what its state does not allow: a result too early, or a second one. */
public class InvalidStateException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param message what was asked, and of which future
     */
    public InvalidStateException(String message) {
        super(message);
    }
}
