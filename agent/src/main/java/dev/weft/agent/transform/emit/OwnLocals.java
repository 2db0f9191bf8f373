package dev.weft.agent.transform.emit;

/**
 * The slots of the locals that a body has beside those of the method.
 *
 * @param execution the slot of the execution, or {@link #NONE}
 * @param frame the slot of the frame
 * @param depth the slot of the depth, or {@link #NONE}
 */
public record OwnLocals(int execution, int frame, int depth) {
    /** No slot. */
    public static final int NONE = -1;

    /** The parameters of a body that the runtime resumes: execution and frame. */
    public static final OwnLocals OF_RESUMED = new OwnLocals(0, 1, NONE);

    /** Returns the slots of a body whose only local of its own is the frame. */
    public static OwnLocals ofFrame(int slot) {
        return new OwnLocals(NONE, slot, NONE);
    }
}
