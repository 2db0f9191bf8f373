package dev.weft.agent;

/**
 * Thrown when a class is redefined with methods that keep something else while they are suspended: activations of the
 * old ones may be suspended now, and the class that keeps their state cannot be defined again.
 */
final class ChangedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangedFrameException(String frame) {
        super(frame + " is defined already with other contents", null, false, false);
    }
}
