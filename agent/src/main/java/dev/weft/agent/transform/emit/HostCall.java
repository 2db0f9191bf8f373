package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.NormalMethod;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** The call of a body: all bodies are static methods of the class that has the async method. */
final class HostCall {
    private HostCall() {}

    /** {@code Host.name(...)}. */
    static MethodInsnNode of(NormalMethod method, String name, String descriptor) {
        var declared = method.method();
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, declared.owner(), name, descriptor, declared.ownerIsInterface());
    }
}
