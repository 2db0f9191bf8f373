package dev.weft.agent.differential;

/** The unchecked failure of an await that was told to fail. */
public final class ScriptedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The failure of the {@code point}-th await. */
    public ScriptedFailure(int point) {
        super("failure at point " + point);
    }
}
