package dev.weft.agent.transform;

import dev.weft.agent.transform.message.Diagnostic;

/**
 * The refusal of a method, thrown by any stage that meets one that it cannot weave: the method is refused with the
 * diagnostic, its class lives on.
 */
public final class RefusedMethodException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    /**
     * Refuses the method that is being woven.
     *
     * @param diagnostic what to tell the user
     */
    public RefusedMethodException(Diagnostic diagnostic) {
        super(diagnostic.text(), null, false, false);
        this.diagnostic = diagnostic;
    }

    /**
     * What to tell the user.
     *
     * @return the diagnostic
     */
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
