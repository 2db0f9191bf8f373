package dev.weft.agent.transform;

/** Tells the user what the weaver has to say. Called by any thread. */
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
