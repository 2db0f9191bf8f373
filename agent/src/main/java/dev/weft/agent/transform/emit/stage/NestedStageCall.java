package dev.weft.agent.transform.emit.stage;

import dev.weft.agent.transform.code.Boxing;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The method by which a recursive method that returns a stage calls itself: what the stub does, and it counts the calls on
 * the stack. One too many begins when the stack is unwound.
 *
 * <pre>{@code
 * static CompletableFuture m$weft$nested(Host self, int n, int depth) {
 *     Objects.requireNonNull(self);
 *     if (depth >= Frame.MAX_DIRECT_DEPTH) return new Frame().defer(new Object[] {self, n});
 *     try {
 *         return StageAwait.called(m$weft$start(self, n, depth), depth, "Host.m");
 *     } catch (Throwable failure) {
 *         return StageAwait.failed(failure, new CompletableFuture(), depth);
 *     }
 * }
 * }</pre>
 */
final class NestedStageCall {
    private final NormalMethod method;
    private final MethodPlan plan;
    private final Type[] parameters; // with the receiver, without the depth
    private final String returned;
    private final int depth; // its slot
    private final MethodNode out;
    private final InsnList code;

    private NestedStageCall(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.parameters = Type.getArgumentTypes(HostCall.staticDescriptor(method));
        this.returned = Type.getReturnType(method.code().desc).getInternalName();
        int slots = 0;
        for (var parameter : parameters) {
            slots += parameter.getSize();
        }
        this.depth = slots;
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        String descriptor = StageStartBody.descriptor(method);
        this.out = new MethodNode(Opcodes.ASM9, access, plan.names().nested(), descriptor, null, null);
        this.code = out.instructions;
    }

    static MethodNode emit(NormalMethod method, MethodPlan plan) {
        var call = new NestedStageCall(method, plan);
        var defer = new LabelNode();
        call.emitDepthCheck(defer);
        call.emitCall();
        call.emitDeferral(defer);
        return call.out;
    }

    private void emitDepthCheck(LabelNode defer) {
        if ((method.code().access & Opcodes.ACC_STATIC) == 0) {
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC,
                    "java/util/Objects",
                    "requireNonNull",
                    "(Ljava/lang/Object;)Ljava/lang/Object;",
                    false));
            code.add(new InsnNode(Opcodes.POP));
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, depth));
        code.add(RuntimeAbi.maxDirectDepth());
        code.add(new JumpInsnNode(Opcodes.IF_ICMPGE, defer));
    }

    private void emitCall() {
        var start = new LabelNode();
        var end = new LabelNode();
        code.add(start);
        int slot = 0;
        for (var parameter : parameters) {
            code.add(Instructions.load(ValueType.ofDescriptor(parameter.getDescriptor()), slot));
            slot += parameter.getSize();
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, depth));
        code.add(HostCall.of(method, plan.names().start(), StageStartBody.descriptor(method)));
        code.add(new VarInsnNode(Opcodes.ILOAD, depth));
        code.add(new LdcInsnNode(plan.names().displayName()));
        code.add(RuntimeAbi.calledStage());
        emitReturn();
        code.add(end);
        code.add(frame("java/lang/Throwable"));
        String result = method.method().resultClass();
        FrameClass.allocate(result, code);
        FrameClass.construct(result, "", code);
        code.add(new VarInsnNode(Opcodes.ILOAD, depth));
        code.add(RuntimeAbi.failedCall());
        emitReturn();
        out.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
    }

    private void emitDeferral(LabelNode defer) {
        String frame = plan.names().frame();
        code.add(defer);
        code.add(frame());
        FrameClass.allocate(frame, code);
        FrameClass.construct(frame, "", code);
        code.add(Instructions.push(parameters.length));
        code.add(new TypeInsnNode(Opcodes.ANEWARRAY, "java/lang/Object"));
        int slot = 0;
        for (int i = 0; i < parameters.length; i++) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(Instructions.push(i));
            code.add(Instructions.load(ValueType.ofDescriptor(parameters[i].getDescriptor()), slot));
            var boxing = Boxing.ofPrimitive(parameters[i].getDescriptor());
            if (boxing != null) {
                code.add(boxing.call());
            }
            code.add(new InsnNode(Opcodes.AASTORE));
            slot += parameters[i].getSize();
        }
        code.add(RuntimeAbi.deferStage(frame));
        emitReturn();
    }

    private FrameNode frame(Object... stack) {
        var locals = StackMap.ofParameters(out.desc).local;
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
    }

    private void emitReturn() {
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, returned));
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Emits {@code (Host) arguments[0], ((Integer) arguments[1]).intValue(), ..., 0}, for a call that was deferred. */
    static void pushArguments(NormalMethod method, int array, InsnList code) {
        var parameters = Type.getArgumentTypes(HostCall.staticDescriptor(method));
        for (int i = 0; i < parameters.length; i++) {
            code.add(new VarInsnNode(Opcodes.ALOAD, array));
            code.add(Instructions.push(i));
            code.add(new InsnNode(Opcodes.AALOAD));
            var boxing = Boxing.ofPrimitive(parameters[i].getDescriptor());
            if (boxing == null) {
                code.add(new TypeInsnNode(Opcodes.CHECKCAST, parameters[i].getInternalName()));
            } else {
                boxing.unbox(code);
            }
        }
        code.add(Instructions.push(0));
    }
}
