package dev.weft.agent.transform.probe;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The names of the variables that hold an array or a collection: the last field or local variable of such a type that the
 * code reads before it, in the same statement. It is a guess, for a message.
 */
final class VariableNames {
    private VariableNames() {}

    /** Returns the name of what holds an object that an instruction uses, or another text if nothing of its type is read. */
    static String before(AbstractInsnNode use, MethodNode method, Predicate<String> isOfType, String otherwise) {
        for (var insn = use.getPrevious(); insn != null && !isStart(insn); insn = insn.getPrevious()) {
            if (insn instanceof FieldInsnNode field && isOfType.test(field.desc)) {
                return simpleName(field.owner) + "." + field.name;
            }
            if (insn instanceof VarInsnNode local) {
                var variable = variable(local, method);
                if (variable != null && isOfType.test(variable.desc)) {
                    return variable.name;
                }
            }
        }
        return otherwise;
    }

    /** Returns whether the elements of an array are set that the same statement creates: nothing else sees it yet. */
    static boolean isFreshArray(AbstractInsnNode store) {
        for (var insn = store.getPrevious(); insn != null && !isStart(insn); insn = insn.getPrevious()) {
            if (insn.getOpcode() == Opcodes.NEWARRAY || insn.getOpcode() == Opcodes.ANEWARRAY) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStart(AbstractInsnNode insn) {
        return insn instanceof LineNumberNode || insn instanceof JumpInsnNode;
    }

    private static @Nullable LocalVariableNode variable(VarInsnNode access, MethodNode method) {
        if (method.localVariables == null) {
            return null;
        }
        int index = method.instructions.indexOf(access);
        for (var variable : method.localVariables) {
            if (variable.index == access.var
                    && method.instructions.indexOf(variable.start) <= index
                    && index < method.instructions.indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }

    /** Returns the name of a class without its package and the classes around it. */
    static String simpleName(String internalName) {
        return internalName.substring(Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
    }

    /** Returns whether a descriptor is that of an array. */
    static boolean isArray(String descriptor) {
        return Type.getType(descriptor).getSort() == Type.ARRAY;
    }
}
