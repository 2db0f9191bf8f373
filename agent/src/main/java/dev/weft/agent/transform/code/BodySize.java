package dev.weft.agent.transform.code;

import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The size, in bytes of bytecode, of a body that no class file contains yet. */
public final class BodySize {
    /** HotSpot compiles no larger method, unless told by {@code -XX:-DontCompileHugeMethods}. */
    public static final int LARGEST_COMPILED = 8000;

    private static final int LARGEST_INSTRUCTION = 6; // but for switches and long jumps: a wide iinc
    private static final int LARGEST_SWITCH = 16; // without its labels
    private static final int LARGEST_LABEL = 8; // of a lookupswitch

    private BodySize() {}

    /** Returns the least that a body will take: long jumps may take more. */
    public static int leastOf(MethodNode method) {
        var sizes = new CodeSizeEvaluator(null);
        method.accept(sizes);
        return sizes.getMinSize();
    }

    /** Returns whether a body takes more than {@code limit} bytes; nearly all are told to be smaller at a glance. */
    public static boolean exceeds(MethodNode method, int limit) {
        return mostOf(method.instructions) > limit && leastOf(method) > limit;
    }

    /** Returns what a piece of code takes at most, but for long jumps. */
    public static int mostOf(InsnList code) {
        int most = 0;
        for (var insn : code) {
            if (insn instanceof TableSwitchInsnNode table) {
                most += LARGEST_SWITCH + LARGEST_LABEL * table.labels.size();
            } else if (insn instanceof LookupSwitchInsnNode lookup) {
                most += LARGEST_SWITCH + LARGEST_LABEL * lookup.labels.size();
            } else if (insn.getOpcode() >= 0) {
                most += LARGEST_INSTRUCTION;
            }
        }
        return most;
    }
}
