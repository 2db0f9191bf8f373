package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.NestedCall;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A copy of the code of a normalised method in a body: the locals are moved, and the body emits each await. */
final class BodyCopy {
    /** The emitter of what stands in place of an await. */
    public interface AwaitEmitter {
        /**
         * Emits the {@code index}-th await.
         *
         * @param reachable whether control can come to the await in this body, other than by being resumed there
         * @param beforeFrame whether a stack map frame follows at once
         */
        void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame);

        /** Emits the return of the result on the stack. */
        void emitReturn();

        /** Emits a call that counts how deep it is. */
        void emitNested(NestedCall call);
    }

    private final NormalMethod method;
    private final LocalMap map;
    private final StackMap stackMap;
    private final MethodNode into;
    private final Map<LabelNode, LabelNode> labels = new HashMap<>();

    BodyCopy(NormalMethod method, LocalMap map, StackMap stackMap, MethodNode into) {
        this.method = method;
        this.map = map;
        this.stackMap = stackMap;
        this.into = into;
        for (var insn : method.code().instructions) {
            if (insn instanceof LabelNode label) {
                labels.put(label, new LabelNode());
            }
        }
    }

    /** Appends the {@code copied} part of the code, awaits replaced, then its handlers and debug information. */
    void copy(BitSet copied, AwaitEmitter awaits) {
        var lines = new LineTable(method.code(), into.instructions);
        int position = -1;
        int points = 0;
        for (var insn : method.code().instructions) {
            boolean reachable = copied.get(++position);
            if (!reachable && !(insn instanceof LabelNode) && !(insn instanceof SuspensionPoint)) {
                continue;
            }
            if (!lines.take(insn, position)) {
                continue;
            }
            if (insn instanceof SuspensionPoint point) {
                awaits.emitAwait(point, points++, reachable, Instructions.frameFollows(insn.getNext()));
            } else if (insn instanceof NestedCall call) {
                awaits.emitNested(call);
            } else if (insn.getOpcode() == Opcodes.ARETURN) {
                awaits.emitReturn();
            } else {
                into.instructions.add(moved(insn));
            }
        }
        copyHandlers();
        copyVariables();
    }

    private AbstractInsnNode moved(AbstractInsnNode insn) {
        if (insn instanceof FrameNode frame) {
            return stackMap.moved(frame, labels);
        }
        var copy = insn.clone(labels);
        if (copy instanceof VarInsnNode variable) {
            variable.var = map.map(variable.var, isWide(variable.getOpcode()));
        } else if (copy instanceof IincInsnNode increment) {
            increment.var = map.map(increment.var, false);
        }
        return copy;
    }

    private static boolean isWide(int opcode) {
        return opcode == Opcodes.LLOAD
                || opcode == Opcodes.LSTORE
                || opcode == Opcodes.DLOAD
                || opcode == Opcodes.DSTORE;
    }

    private void copyHandlers() {
        for (var block : method.code().tryCatchBlocks) {
            if (!coversCode(label(block.start), label(block.end))) {
                continue;
            }
            var copy = new TryCatchBlockNode(label(block.start), label(block.end), label(block.handler), block.type);
            copy.visibleTypeAnnotations = block.visibleTypeAnnotations;
            copy.invisibleTypeAnnotations = block.invisibleTypeAnnotations;
            into.tryCatchBlocks.add(copy);
        }
    }

    private static boolean coversCode(LabelNode start, LabelNode end) {
        for (AbstractInsnNode insn = start; insn != end; insn = insn.getNext()) {
            if (insn.getOpcode() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Two variables that lost all their code would stand in the table as the same one, which the JVM refuses. */
    private void copyVariables() {
        if (method.code().localVariables == null) {
            return;
        }
        for (var variable : method.code().localVariables) {
            if (!coversCode(label(variable.start), label(variable.end))) {
                continue;
            }
            into.localVariables.add(new LocalVariableNode(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    label(variable.start),
                    label(variable.end),
                    map.map(variable.index, Type.getType(variable.desc).getSize() == 2)));
        }
    }

    private LabelNode label(LabelNode original) {
        var label = labels.get(original);
        if (label == null) {
            throw new IllegalStateException("a label is not in the code");
        }
        return label;
    }
}
