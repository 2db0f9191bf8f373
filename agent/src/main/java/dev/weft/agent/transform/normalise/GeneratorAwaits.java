package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Boxing;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.WeftNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The awaits of a generator, which are those of a coroutine, and its emits. If each of its emits is of a box that was made
 * for it, all of the same type, the generator keeps the value unboxed.
 */
final class GeneratorAwaits extends CoroutineAwaits {
    private final @Nullable Boxing boxing;

    GeneratorAwaits(MethodNode code, Callees callees) {
        super(code, callees);
        this.boxing = commonBoxing(code);
    }

    @Override
    void rewrite(MethodInsnNode call) {
        if (!WeftNames.isEmit(call)) {
            super.rewrite(call);
            return;
        }
        if (boxing == null) {
            replace(call, SuspensionPoint.emit(SuspensionKind.EMIT.operands()));
            return;
        }
        var box = calleeOf(call);
        if (box != null) {
            code.instructions.remove(box);
            replace(call, SuspensionPoint.emit(boxing.primitive()));
        }
    }

    private static @Nullable Boxing commonBoxing(MethodNode code) {
        var targets = Instructions.jumpTargets(code);
        Boxing common = null;
        for (var insn : code.instructions) {
            if (WeftNames.isEmit(insn)) {
                var boxing = Boxing.of(Instructions.fallsFrom(insn, targets));
                if (boxing == null || (common != null && boxing != common)) {
                    return null;
                }
                common = boxing;
            }
        }
        return common;
    }
}
