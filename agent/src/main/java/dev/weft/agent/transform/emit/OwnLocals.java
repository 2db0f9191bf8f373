package dev.weft.agent.transform.emit;

/**
 * The slots of the locals that a body has beside those of the method.
 *
 * @param execution the slot of the execution, or {@link #NONE}
 * @param frame the slot of the frame
 * @param depth the slot of the depth, or {@link #NONE}
 * @param suspended the slot that holds SUSPENDED in a body that has to be small, or {@link #NONE}: a load takes fewer
 *     bytes than a read of the field
 */
public record OwnLocals(int execution, int frame, int depth, int suspended) {
    /** No slot. */
    public static final int NONE = -1;

    /** The parameters of a body that the runtime resumes: execution and frame. */
    public static final OwnLocals OF_RESUMED = new OwnLocals(0, 1, NONE, NONE);

    /** Returns the slots of a body whose only local of its own is the frame. */
    public static OwnLocals ofFrame(int slot) {
        return new OwnLocals(NONE, slot, NONE, NONE);
    }
}
