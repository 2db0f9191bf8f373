package dev.weft.agent.transform.emit;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The text of straight-line code, by which equal pieces of it are found. */
final class CodeText {
    private CodeText() {}

    /** Returns the text of a piece of code without jumps, with what its stack map frame demands. */
    static String of(InsnList code) {
        var text = new StringBuilder(code.size() * 20);
        for (var insn : code) {
            text.append(insn.getOpcode()).append(' ').append(operands(insn)).append('\n');
        }
        return text.toString();
    }

    private static String operands(AbstractInsnNode insn) {
        if (insn instanceof InsnNode) {
            return "";
        }
        if (insn instanceof VarInsnNode variable) {
            return String.valueOf(variable.var);
        }
        if (insn instanceof IntInsnNode number) {
            return String.valueOf(number.operand);
        }
        if (insn instanceof LdcInsnNode constant) {
            return constant.cst.getClass().getName() + " " + constant.cst;
        }
        if (insn instanceof TypeInsnNode type) {
            return type.desc;
        }
        if (insn instanceof FieldInsnNode field) {
            return field.owner + " " + field.name + " " + field.desc;
        }
        if (insn instanceof MethodInsnNode call) {
            return call.owner + " " + call.name + " " + call.desc;
        }
        if (insn instanceof FrameNode frame) {
            return frame.local + " " + frame.stack;
        }
        throw new IllegalStateException("no straight-line code: " + insn.getClass());
    }
}
