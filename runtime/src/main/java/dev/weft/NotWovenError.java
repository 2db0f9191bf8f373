package dev.weft;

/**
 * Thrown by an {@code await} in code that the agent has not woven, or could not weave.
 *
 * <p>Such an await never blocks and never runs on silently. The message says what to change: the command line that
 * loads the agent, or the code that cannot suspend.
 */
public class NotWovenError extends Error {
    private static final long serialVersionUID = 1;

    /**
     * A refused await.
     *
     * @param message where it stands and what to do
     */
    public NotWovenError(String message) {
        super(message);
    }
}
