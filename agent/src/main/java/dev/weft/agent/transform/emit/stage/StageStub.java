package dev.weft.agent.transform.emit.stage;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.emit.EntryStub;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The stub of a method that returns a stage, which runs the body and turns its failure into a failed stage.
 *
 * <pre>{@code
 * CompletableFuture m(int n) {
 *     try {
 *         StageAwait.READY;                       // before the stack is deep
 *         var stage = m$weft$start(this, n);      // or m$weft$start(this, n, 0)
 *         if (stage == null) throw StageAwait.returnedNull("Host.m");
 *         return stage;
 *     } catch (Throwable failure) {
 *         return StageAwait.failed(failure, new CompletableFuture());
 *     }
 * }
 * }</pre>
 */
final class StageStub extends EntryStub {
    StageStub(NormalMethod method, MethodPlan plan) {
        super(method, plan);
    }

    @Override
    protected void emitCode(LabelNode start) {
        var end = new LabelNode();
        var isNull = new LabelNode();
        String returnType = Type.getReturnType(stub.desc).getInternalName();
        code.add(RuntimeAbi.stagesAreReady());
        code.add(new InsnNode(Opcodes.POP));
        loadParameters();
        if (method.isRecursive()) {
            code.add(Instructions.push(0));
        }
        code.add(HostCall.of(method, plan.names().start(), StageStartBody.descriptor(method)));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new JumpInsnNode(Opcodes.IFNULL, isNull));
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(isNull);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {returnType}));
        code.add(new LdcInsnNode(plan.names().displayName()));
        code.add(RuntimeAbi.returnedNull());
        code.add(new InsnNode(Opcodes.ATHROW));
        code.add(end);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
        emitFailed(returnType);
        stub.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
    }

    private void emitFailed(String returnType) {
        String result = method.method().resultClass();
        code.add(new TypeInsnNode(Opcodes.NEW, result));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, result, "<init>", "()V", false));
        code.add(RuntimeAbi.failedStage());
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, returnType));
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
