package dev.weft.agent;

/**
 * The refusal of a class that is redefined with methods that await something else, keep something else meanwhile, or
 * return their results in another way: activations of the old ones may be suspended now, and the new code could not
 * resume them, nor could the old frames begin the new code.
 */
final class ChangedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String frame; // constant after construction

    ChangedFrameException(String frame) {
        super(frame + " is not known to fit", null, false, false);
        this.frame = frame;
    }

    /** The name of the frame class whose shape has changed. */
    String frame() {
        return frame;
    }
}
