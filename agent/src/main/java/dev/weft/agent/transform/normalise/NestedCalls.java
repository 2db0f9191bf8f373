package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.NestedCall;
import dev.weft.agent.transform.code.SuspensionPoint;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The calls of a recursive method whose stages are awaited or returned at once: each counts how deep it is. */
final class NestedCalls {
    private NestedCalls() {}

    /** Rewrites them, in a method whose awaits are suspension points already. */
    static void rewrite(MethodNode code, Callees callees) {
        for (var insn : code.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && isUsedAtOnce(call)) {
                var names = callees.recursiveBy(call);
                if (names != null) {
                    code.instructions.set(call, new NestedCall(call, names.nested()));
                }
            }
        }
    }

    private static boolean isUsedAtOnce(MethodInsnNode call) {
        var next = Instructions.nextReal(call);
        return next != null
                && (next instanceof SuspensionPoint
                        || next.getOpcode() == Opcodes.ARETURN
                        || Instructions.isJumpToReturn(next));
    }
}
