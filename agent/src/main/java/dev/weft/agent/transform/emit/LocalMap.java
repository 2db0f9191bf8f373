package dev.weft.agent.transform.emit;

/**
 * The slots in which a body keeps the locals of the normalised method, and its own.
 *
 * @param parameterSlots how many slots the method's own parameters take
 * @param parameterShift added to the slot of a parameter
 * @param shift added to the slot of any other local
 * @param own the slots of the body's own locals
 * @param straddling the slots for a long or double that began in the last parameter slot and ended behind it: other
 *     compilers than javac reuse the slots of parameters
 */
public record LocalMap(int parameterSlots, int parameterShift, int shift, OwnLocals own, int straddling) {
    /** Maps the locals of a body with parameters of its own in front of, or in place of, the method's. */
    public static LocalMap shifted(int parameterSlots, int shift, OwnLocals own) {
        return new LocalMap(parameterSlots, shift, shift, own, OwnLocals.NONE);
    }

    /** Maps the locals of a body with the method's parameters and behind them {@code added} slots of its own. */
    public static LocalMap behindParameters(int parameterSlots, int added, OwnLocals own, int maxLocals) {
        return new LocalMap(parameterSlots, 0, added, own, maxLocals + added);
    }

    /** Returns the slot of the execution, or {@link OwnLocals#NONE}. */
    public int execution() {
        return own.execution();
    }

    /** Returns the slot of the frame. */
    public int frame() {
        return own.frame();
    }

    /** Returns the slot of the depth, or {@link OwnLocals#NONE}. */
    public int depth() {
        return own.depth();
    }

    /** Returns the slot of SUSPENDED, or {@link OwnLocals#NONE}: then the field is read. */
    public int suspended() {
        return own.suspended();
    }

    /** Returns whether the frame is a parameter, and there all the time. */
    boolean frameIsGiven() {
        return own.frame() < parameterSlots + shift;
    }

    /**
     * Returns the body's slot for the normalised method's {@code slot}.
     *
     * @param wide whether a long or double is kept there
     */
    public int map(int slot, boolean wide) {
        if (wide && slot == parameterSlots - 1 && parameterShift != shift) {
            return straddling;
        }
        return slot + (slot < parameterSlots ? parameterShift : shift);
    }
}
