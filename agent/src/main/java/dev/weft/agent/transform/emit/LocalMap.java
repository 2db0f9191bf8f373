package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.RuntimeAbi;

/**
 * Where a body keeps the locals of the normalised method, and its own.
 *
 * @param parameterSlots how many slots the method's own parameters take
 * @param parameterShift added to the slot of a parameter
 * @param shift added to the slot of any other local
 * @param execution the slot of the execution, -1 if the body has none
 * @param frame the slot of the frame
 * @param depth the slot of the depth, -1 if the body has none
 * @param stage the slot that keeps an awaited stage
 * @param straddling the slots for a long or double that began in the last parameter slot and ended behind it: other
 *     compilers than javac reuse the slots of parameters
 */
record LocalMap(
        int parameterSlots,
        int parameterShift,
        int shift,
        int execution,
        int frame,
        int depth,
        int stage,
        int straddling) {
    /** Static body {@code (parameters, execution, frame, depth)}. */
    static LocalMap ofStart(int parameterSlots, int maxLocals) {
        int own = RuntimeAbi.START_PARAMETERS;
        int end = maxLocals + own;
        return new LocalMap(
                parameterSlots, 0, own, parameterSlots, parameterSlots + 1, parameterSlots + 2, end, end + 1);
    }

    /** Static body {@code (execution, frame, depth)}, for arguments that lie in the frame. */
    static LocalMap ofStartWithoutArguments(int parameterSlots, int maxLocals) {
        int own = RuntimeAbi.START_PARAMETERS;
        return new LocalMap(parameterSlots, own, own, 0, 1, 2, maxLocals + own, -1);
    }

    /** Static body {@code (execution, frame)}. */
    static LocalMap ofResume(int parameterSlots, int maxLocals) {
        return new LocalMap(parameterSlots, 2, 2, 0, 1, -1, maxLocals + 2, -1);
    }

    /** Static body {@code (parameters)} of a hot method; its frame is a local that is set when it first suspends. */
    static LocalMap ofHotStart(int parameterSlots, int maxLocals) {
        return new LocalMap(parameterSlots, 0, 0, -1, maxLocals, -1, maxLocals + 1, -1);
    }

    /** Static body {@code (parameters, frame)} of stress mode. */
    static LocalMap ofPlainStart(int parameterSlots, int maxLocals) {
        return new LocalMap(parameterSlots, 0, 1, -1, parameterSlots, -1, -1, maxLocals + 1);
    }

    /** Static body {@code (frame)} of stress mode. */
    static LocalMap ofPlainResume(int parameterSlots) {
        return new LocalMap(parameterSlots, 1, 1, -1, 0, -1, -1, -1);
    }

    /** Whether the frame is a parameter, and there all the time: room was made for parameters of the body's own. */
    boolean frameIsGiven() {
        return shift > 0;
    }

    /**
     * The body's slot for the normalised method's {@code slot}.
     *
     * @param wide whether a long or double is kept there
     */
    int map(int slot, boolean wide) {
        if (wide && slot == parameterSlots - 1 && parameterShift != shift) {
            return straddling;
        }
        return slot + (slot < parameterSlots ? parameterShift : shift);
    }
}
