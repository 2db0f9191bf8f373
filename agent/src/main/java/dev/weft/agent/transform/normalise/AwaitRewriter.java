package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.WeftNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The step that puts a suspension point in place of each await. The class argument of
 * {@code await(x, IOException.class)} is for javac only and goes away.
 */
abstract class AwaitRewriter {
    final MethodNode code;
    private final Set<LabelNode> targets;
    private final List<SuspensionPoint> points = new ArrayList<>();

    AwaitRewriter(MethodNode code) {
        this.code = code;
        this.targets = Instructions.jumpTargets(code);
    }

    /** Rewrites the code and returns its suspension points, in code order. */
    final List<SuspensionPoint> rewrite() {
        for (var insn : code.instructions.toArray()) {
            if (insn instanceof SuspensionPoint point) {
                rewrite(point);
            } else if (insn instanceof MethodInsnNode call && WeftNames.isSuspensionCall(call)) {
                rewrite(call);
            }
        }
        return points;
    }

    /** Rewrites a call of {@code await}, or of {@code emit} where a style has it. */
    void rewrite(MethodInsnNode call) {
        if (WeftNames.namesException(call)) {
            dropClassArgument(call);
        }
        if (WeftNames.isOfStage(call)) {
            replace(call, SuspensionKind.STAGE);
        } else {
            rewriteAwaitable(call);
        }
    }

    private void dropClassArgument(MethodInsnNode call) {
        var previous = Instructions.fallsFrom(call, targets);
        if (previous instanceof LdcInsnNode) {
            code.instructions.remove(previous);
        } else {
            code.instructions.insertBefore(call, new InsnNode(Opcodes.POP));
        }
    }

    /** Rewrites a suspension point that an earlier step has put into the code; it stays, unless a style says otherwise. */
    void rewrite(SuspensionPoint point) {
        points.add(point);
    }

    /** Rewrites {@code await(awaitable)}. */
    abstract void rewriteAwaitable(MethodInsnNode call);

    /** Puts a point of this kind in place of an await. */
    final void replace(AbstractInsnNode await, SuspensionKind kind) {
        var callee = calleeOf(await);
        replace(await, new SuspensionPoint(kind, callee == null ? null : MethodKey.of(callee)));
    }

    /** Puts a point in place of an await. */
    final void replace(AbstractInsnNode await, SuspensionPoint point) {
        code.instructions.set(await, point);
        points.add(point);
    }

    /** The call that gives what is awaited, if nothing can come in between. */
    final @Nullable MethodInsnNode calleeOf(AbstractInsnNode await) {
        return Instructions.fallsFrom(await, targets) instanceof MethodInsnNode callee ? callee : null;
    }
}
