package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.code.TypeState;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.code.WeftNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The step after which the returns of a coroutine return its value.
 *
 * <p>{@code return completed(v);} returns {@code v}. Any other coroutine is awaited, where no handler covers it, if need
 * be behind the end of the method: its {@code catch} and {@code finally} are done with when a return is awaited.
 */
final class ReturnRewriter {
    private final String owner;
    private final MethodNode code;
    private final Set<LabelNode> targets;

    private ReturnRewriter(String owner, MethodNode code) {
        this.owner = owner;
        this.code = code;
        returnInsteadOfJumping();
        this.targets = Instructions.jumpTargets(code);
        removeFramesOfNoJump();
    }

    static void rewrite(String owner, MethodNode code) {
        new ReturnRewriter(owner, code).rewriteReturns();
    }

    /** {@code return c ? completed(a) : completed(b)} has one return; each branch gets its own. */
    private void returnInsteadOfJumping() {
        for (var insn : code.instructions.toArray()) {
            if (Instructions.isJumpToReturn(insn)) {
                code.instructions.set(insn, new InsnNode(Opcodes.ARETURN));
            }
        }
    }

    /** A frame in front of a return that nothing jumps to any more would hide what falls into it. */
    private void removeFramesOfNoJump() {
        for (var insn : code.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                var frame = frameOfNoJump(insn);
                if (frame != null) {
                    removeFrame(frame, insn);
                }
            }
        }
    }

    private void removeFrame(AbstractInsnNode frame, AbstractInsnNode areturn) {
        var previous = Instructions.fallsFrom(frame, targets);
        code.instructions.remove(frame);
        if (previous == null || !Instructions.fallsThrough(previous.getOpcode())) {
            code.instructions.remove(areturn); // nothing leads here any more
        }
    }

    private @Nullable AbstractInsnNode frameOfNoJump(AbstractInsnNode areturn) {
        AbstractInsnNode frame = null;
        for (var insn = areturn.getPrevious(); insn != null && insn.getOpcode() < 0; insn = insn.getPrevious()) {
            if (insn instanceof LabelNode label && targets.contains(label)) {
                return null;
            }
            frame = insn instanceof FrameNode ? insn : frame;
        }
        return frame;
    }

    private void rewriteReturns() {
        var awaited = new ArrayList<AbstractInsnNode>();
        for (var insn : code.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.ARETURN && !unwrapsCompleted(insn)) {
                awaited.add(insn);
            }
        }
        var states = TypeFlow.before(owner, code, Instructions.setOf(awaited));
        for (var insn : awaited) {
            var state = states.get(insn);
            if (state != null) {
                clearStackBelow(insn, state.stack());
                awaitReturned(insn, state);
            }
        }
    }

    private void awaitReturned(AbstractInsnNode areturn, TypeState state) {
        if (isCovered(areturn)) {
            awaitBehindTheEnd(areturn, state);
        } else {
            code.instructions.insertBefore(areturn, new SuspensionPoint(SuspensionKind.RETURNED, null));
        }
    }

    private boolean isCovered(AbstractInsnNode insn) {
        int index = code.instructions.indexOf(insn);
        for (var block : code.tryCatchBlocks) {
            if (code.instructions.indexOf(block.start) < index && index < code.instructions.indexOf(block.end)) {
                return true;
            }
        }
        return false;
    }

    private boolean unwrapsCompleted(AbstractInsnNode areturn) {
        var previous = Instructions.fallsFrom(areturn, targets);
        if (!(previous instanceof MethodInsnNode call)
                || !call.owner.equals(WeftNames.WEFT)
                || !call.name.equals(WeftNames.COMPLETED)) {
            return false;
        }
        if (call.desc.startsWith("()")) {
            code.instructions.set(call, new InsnNode(Opcodes.ACONST_NULL));
        } else {
            code.instructions.remove(call);
        }
        return true;
    }

    private void awaitBehindTheEnd(AbstractInsnNode areturn, TypeState state) {
        var behind = new LabelNode();
        var type = state.stack().get(state.stack().size() - 1);
        var tail = new InsnList();
        tail.add(behind);
        tail.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {Instructions.frameEntry(type)}));
        int line = Instructions.lineOf(areturn);
        if (line > 0) {
            tail.add(new LineNumberNode(line, behind));
        }
        tail.add(new SuspensionPoint(SuspensionKind.RETURNED, null));
        tail.add(new InsnNode(Opcodes.ARETURN));
        code.instructions.add(tail);
        code.instructions.set(areturn, new JumpInsnNode(Opcodes.GOTO, behind));
    }

    private void clearStackBelow(AbstractInsnNode areturn, List<ValueType> stack) {
        if (stack.size() == 1) {
            return;
        }
        var top = stack.get(stack.size() - 1);
        int local = code.maxLocals++;
        var pops = new InsnList();
        pops.add(Instructions.store(top, local));
        for (int i = stack.size() - 2; i >= 0; i--) {
            pops.add(Instructions.pop(stack.get(i)));
        }
        pops.add(Instructions.load(top, local));
        code.instructions.insertBefore(areturn, pops);
    }
}
