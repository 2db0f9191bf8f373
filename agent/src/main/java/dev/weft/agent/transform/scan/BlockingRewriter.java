package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.BlockingCalls;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
 * The calls of one body that block its thread and have an exact counterpart, which are turned into awaits.
 *
 * <pre>{@code
 * Thread.sleep(n);       // await(sleep(Unblocked.delay(n)));
 * future.join()          // await(Unblocked.end(future)); future.join()
 * future.get(n, unit)    // await(Unblocked.end(future, n, unit)); Unblocked.checkEnd(future); future.get(n, unit)
 * }</pre>
 *
 * A call where a monitor is held stays, because an await may not stand there.
 */
final class BlockingRewriter {
    private static final String THREAD = "java/lang/Thread";
    private static final String UNIT = "java/util/concurrent/TimeUnit";
    private static final String UNIT_TYPE = "L" + UNIT + ";";
    private static final Set<String> SLEEPS = Set.of("(J)V", "(JI)V", "(Ljava/time/Duration;)V");
    private static final String GETS = "()Ljava/lang/Object;";
    private static final String GETS_IN_TIME = "(J" + UNIT_TYPE + ")Ljava/lang/Object;";

    private final MethodNode method;
    private final MonitorRegions monitors;
    private final int firstLocal;
    private boolean usesLocals;

    private BlockingRewriter(MethodNode method) {
        this.method = method;
        this.monitors = MonitorRegions.of(method);
        this.firstLocal = method.maxLocals;
    }

    /** Rewrites the calls in a tree that is not yet shared, and adds them to a list. */
    static void rewrite(ClassNode type, MethodNode method, List<RewrittenCall> rewritten) {
        var rewriter = new BlockingRewriter(method);
        for (var call : rewriter.find()) {
            var blocking = Objects.requireNonNull(BlockingCalls.of(call), "in the table");
            var place = Place.of(type, method, call);
            rewritten.add(
                    new RewrittenCall(type.name, place.method(), place.sourceFile(), place.line(), blocking.name()));
            rewriter.removeProbe(call);
            rewriter.rewrite(call);
        }
        rewriter.finish();
    }

    private List<MethodInsnNode> find() {
        var found = new ArrayList<MethodInsnNode>();
        for (var instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call
                    && (sleeps(call) || gets(call))
                    && !monitors.isHeldAt(call)) {
                found.add(call);
            }
        }
        return found;
    }

    private static boolean sleeps(MethodInsnNode call) {
        return call.name.equals("sleep")
                && ((call.owner.equals(THREAD) && SLEEPS.contains(call.desc))
                        || (call.owner.equals(UNIT) && call.desc.equals("(J)V")));
    }

    private static boolean gets(MethodInsnNode call) {
        return call.owner.equals(WeftNames.COMPLETABLE_FUTURE)
                && (call.name.equals("join") || call.name.equals("get"))
                && (call.desc.equals(GETS) || call.desc.equals(GETS_IN_TIME));
    }

    private void rewrite(MethodInsnNode call) {
        if (sleeps(call)) {
            rewriteSleep(call);
        } else if (call.desc.equals(GETS)) {
            rewriteGet(call);
        } else {
            rewriteGetInTime(call);
        }
    }

    private void rewriteSleep(MethodInsnNode call) {
        var parameters = call.desc.substring(1, call.desc.indexOf(')'));
        var code = new InsnList();
        code.add(RuntimeAbi.unblockedDelay(call.owner.equals(UNIT) ? UNIT_TYPE + parameters : parameters));
        code.add(WeftNames.sleep());
        addAwait(code);
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    private void rewriteGet(MethodInsnNode call) {
        var code = new InsnList();
        code.add(new InsnNode(Opcodes.DUP));
        code.add(RuntimeAbi.unblockedEnd(""));
        addAwait(code);
        method.instructions.insertBefore(call, code);
    }

    private void rewriteGetInTime(MethodInsnNode call) {
        usesLocals = true;
        var code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ASTORE, firstLocal + 3));
        code.add(new VarInsnNode(Opcodes.LSTORE, firstLocal + 1));
        code.add(new VarInsnNode(Opcodes.ASTORE, firstLocal));
        addLoads(code);
        code.add(RuntimeAbi.unblockedEnd("J" + UNIT_TYPE));
        addAwait(code);
        code.add(new VarInsnNode(Opcodes.ALOAD, firstLocal));
        code.add(RuntimeAbi.unblockedCheckEnd());
        addLoads(code);
        method.instructions.insertBefore(call, code);
    }

    private void addLoads(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, firstLocal));
        code.add(new VarInsnNode(Opcodes.LLOAD, firstLocal + 1));
        code.add(new VarInsnNode(Opcodes.ALOAD, firstLocal + 3));
    }

    private static void addAwait(InsnList code) {
        code.add(WeftNames.await());
        code.add(new InsnNode(Opcodes.POP));
    }

    /** In test mode a probe stands before the call, which would throw: its arguments are two texts, and the receiver. */
    private void removeProbe(MethodInsnNode call) {
        @Nullable AbstractInsnNode previous = Instructions.previousReal(call);
        while (previous instanceof VarInsnNode) { // loads the arguments
            previous = Instructions.previousReal(previous);
        }
        if (previous instanceof MethodInsnNode probe && RuntimeAbi.isBlockingProbe(probe)) {
            for (int arguments = RuntimeAbi.asksReceiver(probe) ? 3 : 2; arguments > 0; arguments--) {
                method.instructions.remove(Objects.requireNonNull(Instructions.previousReal(probe)));
            }
            method.instructions.remove(probe);
        }
    }

    private void finish() {
        method.maxLocals += usesLocals ? 4 : 0;
        method.maxStack += 4;
    }
}
