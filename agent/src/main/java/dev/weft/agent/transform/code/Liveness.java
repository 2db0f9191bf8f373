package dev.weft.agent.transform.code;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The liveness of locals: which may still be read, at each instruction.
 *
 * <p>Backward data flow (Aho, Sethi, Ullman, 10.6), iterated in reverse code order until nothing changes:
 *
 * <ol>
 *   <li>live after an instruction = live before any of its successors;
 *   <li>live before it = live after it, less what it writes, plus what it reads;
 *   <li>plus what is live at the start of every handler that covers it: it may throw before it writes.
 * </ol>
 */
public final class Liveness {
    private final InsnList code;
    private final ControlFlow flow;
    private final BitSet[] before;
    private final BitSet scratch = new BitSet();

    private Liveness(MethodNode method) {
        code = method.instructions;
        flow = ControlFlow.of(method);
        before = new BitSet[flow.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = new BitSet();
        }
    }

    /** The liveness of {@code method}'s locals. */
    public static Liveness of(MethodNode method) {
        var liveness = new Liveness(method);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = liveness.before.length - 1; i >= 0; i--) {
                changed |= liveness.update(i);
            }
        }
        return liveness;
    }

    /** The slots that are live just before {@code insn} runs; not to be changed. */
    public BitSet before(AbstractInsnNode insn) {
        return before[code.indexOf(insn)];
    }

    private boolean update(int index) {
        var insn = code.get(index);
        var live = scratch;
        live.clear();
        for (int successor : flow.successors(index)) {
            live.or(before[successor]);
        }
        if (insn instanceof VarInsnNode variable) {
            live.set(variable.var, variable.getOpcode() < Opcodes.ISTORE);
        } else if (insn instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        for (int handler : flow.handlers(index)) {
            live.or(before[handler]);
        }
        if (live.equals(before[index])) {
            return false;
        }
        before[index].clear();
        before[index].or(live);
        return true;
    }
}
