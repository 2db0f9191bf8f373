package dev.weft.agent.transform.emit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The ranges in which the local variables of a resumed body have values, to which its table of them is narrowed: one that
 * is not read behind an await is not kept, and a debugger that asks for it would show none of the others.
 *
 * <ol>
 *   <li>One pass in code order knows which slots the verifier knows: a stack map frame sets them, a store adds one.
 *   <li>Where that changes inside the range of a variable, the range begins or ends.
 * </ol>
 */
final class VariableRanges {
    private final MethodNode body;
    private final IdentityHashMap<LabelNode, List<LocalVariableNode>> byStart = new IdentityHashMap<>();
    private final List<LocalVariableNode> inScope = new ArrayList<>();
    private final IdentityHashMap<LocalVariableNode, LabelNode> open = new IdentityHashMap<>();
    private final List<LocalVariableNode> narrowed = new ArrayList<>();
    private BitSet known;

    private VariableRanges(MethodNode body) {
        this.body = body;
        this.known = arguments(body.desc);
        for (var variable : body.localVariables) {
            var starting = byStart.get(variable.start);
            if (starting == null) {
                starting = new ArrayList<>();
                byStart.put(variable.start, starting);
            }
            starting.add(variable);
        }
    }

    /** Narrows the table of a static method with expanded frames. */
    static void narrow(MethodNode body) {
        if (!body.localVariables.isEmpty()) {
            new VariableRanges(body).run();
        }
    }

    private void run() {
        for (var insn = body.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof LabelNode label) {
                enterAndLeave(label);
            } else if (insn instanceof FrameNode frame) {
                known = named(frame);
            } else if (insn.getOpcode() >= 0) {
                openAndClose(insn);
                execute(insn);
            }
        }
        body.localVariables = narrowed;
    }

    private void enterAndLeave(LabelNode label) {
        for (int i = inScope.size() - 1; i >= 0; i--) {
            if (inScope.get(i).end == label) {
                close(inScope.remove(i), label);
            }
        }
        inScope.addAll(byStart.getOrDefault(label, List.of()));
    }

    private void openAndClose(AbstractInsnNode insn) {
        LabelNode here = null;
        for (var variable : inScope) {
            if (known.get(variable.index) != open.containsKey(variable)) {
                if (here == null) {
                    here = new LabelNode();
                    body.instructions.insertBefore(insn, here);
                }
                if (known.get(variable.index)) {
                    open.put(variable, here);
                } else {
                    close(variable, here);
                }
            }
        }
    }

    private void close(LocalVariableNode variable, LabelNode end) {
        @Nullable LabelNode start = open.remove(variable);
        if (start != null) {
            narrowed.add(new LocalVariableNode(
                    variable.name, variable.desc, variable.signature, start, end, variable.index));
        }
    }

    private void execute(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (insn instanceof VarInsnNode variable && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
            known.set(variable.var);
        }
    }

    private static BitSet arguments(String descriptor) {
        var slots = new BitSet();
        slots.set(0, (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1);
        return slots;
    }

    private static BitSet named(FrameNode frame) {
        var slots = new BitSet();
        int slot = 0;
        for (var entry : frame.local) {
            slots.set(slot, !entry.equals(Opcodes.TOP));
            slot += entry.equals(Opcodes.LONG) || entry.equals(Opcodes.DOUBLE) ? 2 : 1;
        }
        return slots;
    }
}
