package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.scan.ReturnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Turns each suspension point into one call that takes its operands and leaves an Object.
 *
 * <p>The class argument of {@code await(x, IOException.class)} is for javac only and goes away. A call whose coroutine is
 * awaited at once is fused with its await.
 */
final class AwaitRewriter {

    private final ReturnKind kind;
    private final MethodNode code;
    private final Callees callees;
    private final Set<LabelNode> targets;
    private final List<AwaitCall> awaits = new ArrayList<>();

    private AwaitRewriter(ReturnKind kind, MethodNode code, Callees callees) {
        this.kind = kind;
        this.code = code;
        this.callees = callees;
        this.targets = Instructions.jumpTargets(code);
    }

    static List<AwaitCall> rewrite(ReturnKind kind, MethodNode code, Callees callees) {
        var rewriter = new AwaitRewriter(kind, code, callees);
        for (var insn : code.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call) {
                rewriter.rewrite(call);
            }
        }
        return rewriter.awaits;
    }

    private void rewrite(MethodInsnNode call) {
        if (!call.owner.equals(WeftNames.WEFT)) {
            return;
        }
        if (call.name.equals(ReturnRewriter.AWAIT_RETURNED)) {
            awaitDirectly(call, AwaitKind.RETURNED);
        } else if (call.name.equals(WeftNames.PAUSE)) {
            awaits.add(new AwaitCall(AwaitKind.PAUSE, call, null));
        } else if (call.name.equals(WeftNames.AWAIT)) {
            dropClassArgument(call);
            if (call.desc.equals(WeftNames.AWAIT_STAGE)) {
                awaits.add(new AwaitCall(AwaitKind.STAGE, call, awaited(call)));
            } else {
                awaitAwaitable(call);
            }
        }
    }

    private void dropClassArgument(MethodInsnNode call) {
        boolean ofStage = call.desc.equals(WeftNames.AWAIT_STAGE_THROWING);
        if (!ofStage && !call.desc.equals(WeftNames.AWAIT_AWAITABLE_THROWING)) {
            return;
        }
        var previous = Instructions.fallsFrom(call, targets);
        if (previous instanceof LdcInsnNode) {
            code.instructions.remove(previous);
        } else {
            code.instructions.insertBefore(call, new InsnNode(Opcodes.POP));
        }
        call.desc = ofStage ? WeftNames.AWAIT_STAGE : WeftNames.AWAIT_AWAITABLE;
    }

    private void awaitAwaitable(MethodInsnNode call) {
        if (kind == ReturnKind.STAGE) {
            awaitAsStage(call);
        } else {
            awaitDirectly(call, AwaitKind.AWAITABLE);
        }
    }

    private void awaitDirectly(MethodInsnNode call, AwaitKind unfused) {
        if (Instructions.fallsFrom(call, targets) instanceof MethodInsnNode callee && fuses(callee, call)) {
            code.instructions.remove(callee);
        } else {
            awaits.add(new AwaitCall(unfused, call, awaited(call)));
        }
    }

    /** In CompletableFuture style there is no task to suspend: what is awaited is turned into a stage. */
    private void awaitAsStage(MethodInsnNode call) {
        awaits.add(new AwaitCall(AwaitKind.STAGE, call, awaited(call)));
        code.instructions.insertBefore(call, RuntimeAbi.stageOf());
        call.desc = WeftNames.AWAIT_STAGE;
    }

    private @Nullable MethodKey awaited(MethodInsnNode await) {
        return Instructions.fallsFrom(await, targets) instanceof MethodInsnNode callee ? MethodKey.of(callee) : null;
    }

    /** Whether the callee's body takes the place of {@code await}; the call to the callee itself is then to go. */
    private boolean fuses(MethodInsnNode callee, MethodInsnNode await) {
        if (callee.owner.equals(WeftNames.WEFT)) {
            return fusesIntrinsic(callee, await);
        }
        var fused = callees.fusedBy(callee);
        if (fused == null) {
            return false;
        }
        fuse(callee, await, fused);
        return true;
    }

    private boolean fusesIntrinsic(MethodInsnNode callee, MethodInsnNode await) {
        if (callee.name.equals("yieldNow")) {
            become(await, RuntimeAbi.AWAIT, "yieldNow", "()Ljava/lang/Object;", false);
            awaits.add(new AwaitCall(AwaitKind.YIELD, await, MethodKey.of(callee)));
            return true;
        }
        if (callee.name.equals("sleep") && callee.desc.startsWith("(Ljava/time/Duration;)")) {
            become(await, RuntimeAbi.AWAIT, "sleep", "(Ljava/time/Duration;)Ljava/lang/Object;", false);
            awaits.add(new AwaitCall(AwaitKind.SLEEP, await, MethodKey.of(callee)));
            return true;
        }
        return false;
    }

    private void fuse(MethodInsnNode callee, MethodInsnNode await, Callee fused) {
        var names = fused.names();
        String receiver = callee.getOpcode() == Opcodes.INVOKESTATIC ? "" : "L" + callee.owner + ";";
        String operands = Signature.of(callee).parameters();
        become(await, callee.owner, names.start(), "(" + receiver + operands + ")Ljava/lang/Object;", callee.itf);
        awaits.add(new AwaitCall(AwaitKind.FUSED, await, names.frame(), fused.result(), MethodKey.of(callee)));
    }

    private static void become(MethodInsnNode call, String owner, String name, String desc, boolean itf) {
        call.owner = owner;
        call.name = name;
        call.desc = desc;
        call.itf = itf;
    }
}
