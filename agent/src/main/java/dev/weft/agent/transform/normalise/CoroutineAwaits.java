package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.WeftNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The awaits of a coroutine: a call whose coroutine is awaited or returned at once is fused with its await. */
class CoroutineAwaits extends AwaitRewriter {
    private final Callees callees;

    CoroutineAwaits(MethodNode code, Callees callees) {
        super(code);
        this.callees = callees;
    }

    @Override
    void rewrite(SuspensionPoint returned) {
        awaitDirectly(returned, SuspensionKind.RETURNED);
    }

    @Override
    final void rewriteAwaitable(MethodInsnNode call) {
        awaitDirectly(call, SuspensionKind.AWAITABLE);
    }

    private void awaitDirectly(AbstractInsnNode await, SuspensionKind unfused) {
        var callee = calleeOf(await);
        var fused = callee == null ? null : fusedWith(callee);
        if (callee != null && fused != null) {
            code.instructions.remove(callee);
            replace(await, fused);
        } else {
            replace(await, unfused);
        }
    }

    /** The point that takes the place of both the call and its await; null if they cannot be fused. */
    private @Nullable SuspensionPoint fusedWith(MethodInsnNode call) {
        if (WeftNames.isYield(call)) {
            return new SuspensionPoint(SuspensionKind.YIELD, MethodKey.of(call));
        }
        if (WeftNames.isSleep(call)) {
            return new SuspensionPoint(SuspensionKind.SLEEP, MethodKey.of(call));
        }
        if (WeftNames.isAdvance(call)) {
            return new SuspensionPoint(SuspensionKind.ADVANCE, MethodKey.of(call));
        }
        var callee = callees.fusedBy(call);
        if (callee == null) {
            return null;
        }
        String receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? "" : "L" + call.owner + ";";
        return SuspensionPoint.fused(
                MethodKey.of(call), receiver + Signature.of(call).parameters(), callee);
    }
}
