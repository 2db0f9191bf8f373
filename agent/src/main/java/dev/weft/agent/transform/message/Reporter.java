package dev.weft.agent.transform.message;

/** A receiver of what the weaver has to tell the user. Called by any thread. */
public interface Reporter {
    /**
     * Tells of a mistake in the program.
     *
     * @param diagnostic what, where, and what to do
     */
    void report(Diagnostic diagnostic);

    /**
     * Tells of a mistake in the weaver.
     *
     * @param diagnostic what, where, and what to do
     * @param cause what was thrown
     */
    void reportFailure(Diagnostic diagnostic, Throwable cause);
}
