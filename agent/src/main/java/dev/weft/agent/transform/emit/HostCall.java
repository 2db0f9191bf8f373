package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.NormalMethod;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** The call of a body: all bodies are static methods of the class that has the woven method. */
public final class HostCall {
    private HostCall() {}

    /** Returns {@code Host.name(...)}. */
    public static MethodInsnNode of(NormalMethod method, String name, String descriptor) {
        var declared = method.method();
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, declared.owner(), name, descriptor, declared.ownerIsInterface());
    }

    /** Returns the method's own descriptor, its receiver made a parameter. */
    public static String staticDescriptor(NormalMethod method) {
        boolean isStatic = (method.code().access & Opcodes.ACC_STATIC) != 0;
        String receiver = isStatic ? "" : "L" + method.method().owner() + ";";
        return "(" + receiver + method.code().desc.substring(1);
    }

    /** Returns the visibility that lets a frame call a body, and no more: an interface has no package-private methods. */
    public static int visibleToFrame(NormalMethod method) {
        return method.method().ownerIsInterface() ? Opcodes.ACC_PUBLIC : 0;
    }
}
