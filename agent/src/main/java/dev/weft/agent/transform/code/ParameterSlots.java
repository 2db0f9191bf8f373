package dev.weft.agent.transform.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/** The local variable slots that the parameters of a method take, of which the JVM allows 255. */
public final class ParameterSlots {
    private ParameterSlots() {}

    /** The slots of the parameters, the receiver included. */
    public static int of(MethodNode method) {
        int withReceiver = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        return (method.access & Opcodes.ACC_STATIC) == 0 ? withReceiver : withReceiver - 1;
    }
}
