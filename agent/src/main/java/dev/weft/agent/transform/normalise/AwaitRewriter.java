package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.scan.ReturnKind;
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
 * The step that puts a suspension point in place of each await.
 *
 * <p>The class argument of {@code await(x, IOException.class)} is for javac only and goes away. A call whose coroutine is
 * awaited at once is fused with its await.
 */
final class AwaitRewriter {
    private final ReturnKind kind;
    private final MethodNode code;
    private final Callees callees;
    private final Set<LabelNode> targets;
    private final List<SuspensionPoint> points = new ArrayList<>();

    private AwaitRewriter(ReturnKind kind, MethodNode code, Callees callees) {
        this.kind = kind;
        this.code = code;
        this.callees = callees;
        this.targets = Instructions.jumpTargets(code);
    }

    /** Rewrites the code and returns its suspension points, in code order. */
    static List<SuspensionPoint> rewrite(ReturnKind kind, MethodNode code, Callees callees) {
        var rewriter = new AwaitRewriter(kind, code, callees);
        for (var insn : code.instructions.toArray()) {
            rewriter.rewrite(insn);
        }
        return rewriter.points;
    }

    private void rewrite(AbstractInsnNode insn) {
        if (insn instanceof SuspensionPoint point) {
            if (point.kind() == SuspensionKind.RETURNED) {
                awaitDirectly(point, SuspensionKind.RETURNED);
            } else {
                points.add(point);
            }
        } else if (insn instanceof MethodInsnNode call && WeftNames.isAwait(call)) {
            if (WeftNames.namesException(call)) {
                dropClassArgument(call);
            }
            if (WeftNames.isOfStage(call)) {
                replace(call, new SuspensionPoint(SuspensionKind.STAGE, awaited(call)));
            } else if (kind == ReturnKind.STAGE) {
                awaitAsStage(call);
            } else {
                awaitDirectly(call, SuspensionKind.AWAITABLE);
            }
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

    private void awaitDirectly(AbstractInsnNode await, SuspensionKind unfused) {
        var callee = calleeOf(await);
        var fused = callee == null ? null : fusedWith(callee);
        if (callee != null && fused != null) {
            code.instructions.remove(callee);
            replace(await, fused);
        } else {
            replace(await, new SuspensionPoint(unfused, awaited(await)));
        }
    }

    /** In CompletableFuture style there is no task to suspend: what is awaited is turned into a stage. */
    private void awaitAsStage(MethodInsnNode call) {
        var awaited = awaited(call);
        code.instructions.insertBefore(call, RuntimeAbi.stageOf());
        replace(call, new SuspensionPoint(SuspensionKind.STAGE, awaited));
    }

    private void replace(AbstractInsnNode await, SuspensionPoint point) {
        code.instructions.set(await, point);
        points.add(point);
    }

    private @Nullable MethodKey awaited(AbstractInsnNode await) {
        var callee = calleeOf(await);
        return callee == null ? null : MethodKey.of(callee);
    }

    /** The call that gives what is awaited, if nothing can come in between. */
    private @Nullable MethodInsnNode calleeOf(AbstractInsnNode await) {
        return Instructions.fallsFrom(await, targets) instanceof MethodInsnNode callee ? callee : null;
    }

    /** The point that takes the place of both the call and its await; null if they cannot be fused. */
    private @Nullable SuspensionPoint fusedWith(MethodInsnNode call) {
        if (call.owner.equals(WeftNames.WEFT)) {
            return fusedIntrinsic(call);
        }
        var callee = callees.fusedBy(call);
        if (callee == null) {
            return null;
        }
        String receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? "" : "L" + call.owner + ";";
        return SuspensionPoint.fused(
                MethodKey.of(call), receiver + Signature.of(call).parameters(), callee);
    }

    private static @Nullable SuspensionPoint fusedIntrinsic(MethodInsnNode call) {
        if (call.name.equals("yieldNow")) {
            return new SuspensionPoint(SuspensionKind.YIELD, MethodKey.of(call));
        }
        if (call.name.equals("sleep") && call.desc.startsWith("(Ljava/time/Duration;)")) {
            return new SuspensionPoint(SuspensionKind.SLEEP, MethodKey.of(call));
        }
        return null;
    }
}
