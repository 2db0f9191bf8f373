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
 */
record LocalMap(int parameterSlots, int parameterShift, int shift, int execution, int frame, int depth, int stage) {
    /** Static body {@code (parameters, execution, frame, depth)}. */
    static LocalMap ofStart(int parameterSlots, int maxLocals) {
        int own = RuntimeAbi.START_PARAMETERS;
        return new LocalMap(
                parameterSlots, 0, own, parameterSlots, parameterSlots + 1, parameterSlots + 2, maxLocals + own);
    }

    /** Static body {@code (execution, frame)}. */
    static LocalMap ofResume(int parameterSlots, int maxLocals) {
        return new LocalMap(parameterSlots, 2, 2, 0, 1, -1, maxLocals + 2);
    }

    /** Static body {@code (parameters)} of a hot method; its frame is a local that is set when it first suspends. */
    static LocalMap ofHotStart(int parameterSlots, int maxLocals) {
        return new LocalMap(parameterSlots, 0, 0, -1, maxLocals, -1, maxLocals + 1);
    }

    /** The body's slot for the normalised method's {@code slot}. */
    int map(int slot) {
        return slot + (slot < parameterSlots ? parameterShift : shift);
    }
}
