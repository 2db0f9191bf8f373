package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.Liveness;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The search for code that throws a coroutine away, which is made to say so when it does.
 *
 * <pre>{@code
 * load(id);                     // Await.dropped(load(id));
 * var c = load(id);             // and c is never read: Await.dropped(c = load(id));
 * }</pre>
 */
final class DroppedCoroutines {
    private static final String RETURNS_COROUTINE = ")L" + WeftNames.COROUTINE + ";";

    private final ClassNode type;
    private final MethodNode method;
    private final List<AbstractInsnNode> drops = new ArrayList<>();
    private @Nullable Liveness liveness;

    private DroppedCoroutines(ClassNode type, MethodNode method) {
        this.type = type;
        this.method = method;
    }

    /**
     * Rewrites the drops in a tree that is not yet shared.
     *
     * @param warnings gets what to tell of each drop
     * @return the methods that changed
     */
    static List<MethodNode> rewrite(ClassNode type, List<Diagnostic> warnings) {
        var rewritten = new ArrayList<MethodNode>();
        for (var method : type.methods) {
            var dropped = new DroppedCoroutines(type, method);
            dropped.find(warnings);
            if (dropped.report()) {
                rewritten.add(method);
            }
        }
        return rewritten;
    }

    private void find(List<Diagnostic> warnings) {
        for (var insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && makesCoroutine(call)) {
                var next = Instructions.nextReal(call);
                if (next != null && throwsAway(next)) {
                    drops.add(next);
                    warnings.add(Rules.droppedCoroutine(Place.of(type, method, call), call.name));
                }
            }
        }
    }

    /** {@code completed(v)} has ended already: nothing is lost with it. */
    private static boolean makesCoroutine(MethodInsnNode call) {
        boolean ended = call.owner.equals(WeftNames.WEFT) && call.name.equals(WeftNames.COMPLETED);
        return call.desc.endsWith(RETURNS_COROUTINE) && !ended;
    }

    private boolean throwsAway(AbstractInsnNode next) {
        if (next.getOpcode() == Opcodes.ASTORE) {
            return !isReadAfter((VarInsnNode) next);
        }
        return next.getOpcode() == Opcodes.POP;
    }

    private boolean isReadAfter(VarInsnNode store) {
        var known = liveness;
        if (known == null) {
            known = Liveness.of(method);
            liveness = known;
        }
        var after = store.getNext();
        return after != null && known.before(after).get(store.var);
    }

    private boolean report() {
        for (var drop : drops) {
            if (drop.getOpcode() == Opcodes.POP) {
                method.instructions.set(drop, RuntimeAbi.dropped());
            } else {
                var report = new InsnList();
                report.add(new InsnNode(Opcodes.DUP));
                report.add(RuntimeAbi.dropped());
                method.instructions.insertBefore(drop, report);
            }
        }
        return !drops.isEmpty();
    }
}
