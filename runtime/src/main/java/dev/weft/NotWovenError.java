package dev.weft;

/**
 * The error of an {@code await} in code that the agent has not woven, or has refused to weave.
 *
 * <p>Such an await never blocks and never runs on silently. The message names the place and the remedy: the option that
 * loads the agent, or the change that lets the code suspend.
 */
public class NotWovenError extends Error {
    private static final long serialVersionUID = 1;

    /**
     * Creates an error.
     *
     * @param message the place of the await, and the remedy
     */
    public NotWovenError(String message) {
        super(message);
    }
}
