package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The awaits of a method that returns a stage: it has no task to suspend, so that what it awaits is turned into a stage. */
final class StageAwaits extends AwaitRewriter {
    StageAwaits(MethodNode code) {
        super(code);
    }

    @Override
    void rewriteAwaitable(MethodInsnNode call) {
        var callee = calleeOf(call);
        code.instructions.insertBefore(call, RuntimeAbi.stageOf());
        replace(call, new SuspensionPoint(SuspensionKind.STAGE, callee == null ? null : MethodKey.of(callee)));
    }
}
