package dev.weft.agent.transform.probe;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Other objects of its own class that a constructor may have at hand, besides the one that it creates. */
final class OtherInstances {
    private OtherInstances() {}

    /** Returns whether there may be any: an object of a type that the code names, and that may be the class or one below it. */
    static boolean in(ClassNode type, MethodNode constructor) {
        for (var parameter : Type.getArgumentTypes(constructor.desc)) {
            if (mayBe(parameter.getDescriptor(), type)) {
                return true;
            }
        }
        for (AbstractInsnNode insn : constructor.instructions) {
            if (mayGive(insn, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayGive(AbstractInsnNode insn, ClassNode type) {
        if (insn instanceof MethodInsnNode call) {
            return !call.name.equals("<init>")
                    && mayBe(Type.getReturnType(call.desc).getDescriptor(), type);
        }
        if (insn instanceof FieldInsnNode field) {
            return (field.getOpcode() == Opcodes.GETFIELD || field.getOpcode() == Opcodes.GETSTATIC)
                    && mayBe(field.desc, type);
        }
        return insn instanceof TypeInsnNode made && mayBe("L" + made.desc + ";", type);
    }

    /** Classes of the JDK are not below a class of the program. */
    private static boolean mayBe(String descriptor, ClassNode type) {
        int element = descriptor.lastIndexOf('[') + 1;
        if (descriptor.charAt(element) != 'L') {
            return false;
        }
        var name = descriptor.substring(element + 1, descriptor.length() - 1);
        boolean isFinal = (type.access & Opcodes.ACC_FINAL) != 0;
        return isFinal ? name.equals(type.name) : !name.startsWith("java/") && !name.startsWith("dev/weft/sync/");
    }
}
