package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.WeftNames;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The search for coroutines whose bodies can give their result unboxed: every return is of a box that was made for it.
 *
 * <pre>{@code
 * return completed(n);                              // Integer.valueOf; completed; areturn
 * return c ? completed(n) : completed(n + 1);       // Integer.valueOf; completed; goto the other's areturn
 * }</pre>
 *
 * <p>The method is looked through once, in file order and before anything is rewritten: all its callers have to know. What
 * passes is what {@link ReturnRewriter} leaves as {@code Integer.valueOf; areturn}, with no jump to anywhere in between.
 */
final class UnboxedResults {
    private final Set<LabelNode> targets; // of all jumps but those to a return, which become returns

    private UnboxedResults(MethodNode code) {
        this.targets = new HashSet<>();
        for (var insn : code.instructions) {
            if (!Instructions.isJumpToReturn(insn)) {
                Instructions.addTargets(insn, targets);
            }
        }
        for (var block : code.tryCatchBlocks) {
            targets.add(block.handler);
        }
    }

    /** How the body of a coroutine method, as it was found, can give its result. */
    static BodyResult of(MethodNode code) {
        var results = new UnboxedResults(code);
        var common = BodyResult.OBJECT;
        for (var insn : code.instructions) {
            boolean isReturn = insn.getOpcode() == Opcodes.ARETURN && !results.goesAway(insn);
            if (isReturn || Instructions.isJumpToReturn(insn)) {
                var result = results.returnedBy(insn);
                if (!result.isUnboxed() || (common.isUnboxed() && result != common)) {
                    return BodyResult.OBJECT;
                }
                common = result;
            }
        }
        return common;
    }

    private BodyResult returnedBy(AbstractInsnNode insn) {
        var completed =
                insn.getOpcode() == Opcodes.ARETURN ? beforeReturn(insn) : Instructions.fallsFrom(insn, targets);
        if (!(completed instanceof MethodInsnNode call)
                || !call.owner.equals(WeftNames.WEFT)
                || !call.name.equals(WeftNames.COMPLETED)
                || call.desc.startsWith("()")) {
            return BodyResult.OBJECT;
        }
        var boxing = Instructions.fallsFrom(completed, targets);
        return boxing == null ? BodyResult.OBJECT : BodyResult.boxedBy(boxing);
    }

    /** The instruction that falls into a return, beside the jumps that become returns: null if others go there. */
    private @Nullable AbstractInsnNode beforeReturn(AbstractInsnNode areturn) {
        var previous = areturn.getPrevious();
        while (previous instanceof LineNumberNode
                || previous instanceof FrameNode
                || (previous instanceof LabelNode label && !targets.contains(label))) {
            previous = previous.getPrevious();
        }
        return previous == null || previous.getOpcode() < 0 ? null : previous;
    }

    /** Whether only jumps that become returns lead to a return: nothing does then, and its frame says where it begins. */
    private boolean goesAway(AbstractInsnNode areturn) {
        var previous = beforeReturn(areturn);
        if (previous == null || Instructions.fallsThrough(previous.getOpcode())) {
            return false;
        }
        for (var insn = areturn.getPrevious(); insn != previous; insn = insn.getPrevious()) {
            if (insn instanceof FrameNode) {
                return true;
            }
        }
        return false;
    }
}
