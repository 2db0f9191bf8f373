package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits what callers call: the method as the user declared it, with all its attributes but another body.
 *
 * <pre>{@code
 * Coroutine m(int n) { return Frame.made(new Frame(this, n)); }                 // cold
 *
 * CompletableFuture m(int n) {                                                  // hot
 *     try {
 *         var stage = m$weft$start(this, n);
 *         if (stage == null) throw StageAwait.returnedNull("Host.m");
 *         return stage;
 *     } catch (Throwable failure) {
 *         return StageAwait.failed(failure, new CompletableFuture());
 *     }
 * }
 * }</pre>
 */
final class EntryStub {
    private final NormalMethod method;
    private final MethodPlan plan;
    private final MethodNode stub;
    private final InsnList code;

    private EntryStub(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.stub = declarationOf(method.method().node());
        this.code = stub.instructions;
    }

    static MethodNode ofCoroutine(NormalMethod method, MethodPlan plan) {
        var emitter = new EntryStub(method, plan);
        emitter.emitCold();
        return emitter.stub;
    }

    static MethodNode ofStage(NormalMethod method, MethodPlan plan) {
        var emitter = new EntryStub(method, plan);
        emitter.emitHot();
        return emitter.stub;
    }

    /** A method with the name, descriptor, access and annotations of another, and no body. */
    static MethodNode declarationOf(MethodNode original) {
        var stub = new MethodNode(
                Opcodes.ASM9,
                original.access,
                original.name,
                original.desc,
                original.signature,
                original.exceptions.toArray(new String[0]));
        stub.parameters = original.parameters;
        stub.visibleAnnotations = original.visibleAnnotations;
        stub.invisibleAnnotations = original.invisibleAnnotations;
        stub.visibleTypeAnnotations = original.visibleTypeAnnotations;
        stub.invisibleTypeAnnotations = original.invisibleTypeAnnotations;
        stub.visibleAnnotableParameterCount = original.visibleAnnotableParameterCount;
        stub.visibleParameterAnnotations = original.visibleParameterAnnotations;
        stub.invisibleAnnotableParameterCount = original.invisibleAnnotableParameterCount;
        stub.invisibleParameterAnnotations = original.invisibleParameterAnnotations;
        stub.attrs = original.attrs;
        return stub;
    }

    private void emitCold() {
        var start = new LabelNode();
        code.add(start);
        FrameClass.allocate(plan, code);
        if (Arguments.arePassed(plan)) {
            loadParameters();
            FrameClass.construct(plan, code);
        } else {
            FrameClass.construct(plan, code);
            storeParameters();
        }
        code.add(RuntimeAbi.made());
        code.add(new InsnNode(Opcodes.ARETURN));
        nameParameters(start);
    }

    private void emitHot() {
        var start = new LabelNode();
        var end = new LabelNode();
        var isNull = new LabelNode();
        String returnType = Type.getReturnType(stub.desc).getInternalName();
        code.add(start);
        loadParameters();
        code.add(HostCall.of(method, plan.names().start(), HotStartBody.descriptor(method)));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new JumpInsnNode(Opcodes.IFNULL, isNull));
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(isNull);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {returnType}));
        code.add(new LdcInsnNode(FrameClass.displayName(plan)));
        code.add(RuntimeAbi.returnedNull());
        code.add(new InsnNode(Opcodes.ATHROW));
        code.add(end);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
        emitFailed(returnType);
        stub.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
        nameParameters(start);
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

    private void loadParameters() {
        loadParameters(method, code);
    }

    /** Pushes all parameters, the receiver first. */
    static void loadParameters(NormalMethod method, InsnList code) {
        int slot = 0;
        if ((method.code().access & Opcodes.ACC_STATIC) == 0) {
            code.add(Instructions.load(ValueType.reference(method.method().owner()), slot++));
        }
        for (var type : Type.getArgumentTypes(method.code().desc)) {
            code.add(Instructions.load(ValueType.ofDescriptor(type.getDescriptor()), slot));
            slot += type.getSize();
        }
    }

    /** From the parameters into the fields of the frame on the stack, by way of the slot behind them. */
    private void storeParameters() {
        int slot = 0;
        int frame = ParameterSlots.of(stub);
        code.add(new VarInsnNode(Opcodes.ASTORE, frame));
        for (var parameter : plan.parameters()) {
            Arguments.store(parameter, slot, frame, plan.names().frame(), code);
            slot += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frame));
    }

    private void nameParameters(LabelNode start) {
        nameParameters(method.method().node(), stub, start);
    }

    /** Tools that read parameter names from the debug information find them on the stub. */
    static void nameParameters(MethodNode original, MethodNode stub, LabelNode start) {
        var code = stub.instructions;
        if (original.localVariables == null) {
            return;
        }
        int slots = ParameterSlots.of(stub);
        var end = new LabelNode();
        code.add(end);
        List<LocalVariableNode> named = new ArrayList<>();
        for (var variable : original.localVariables) {
            if (variable.index < slots && isFromEntry(variable, original)) {
                named.add(new LocalVariableNode(
                        variable.name, variable.desc, variable.signature, start, end, variable.index));
            }
        }
        stub.localVariables = named;
    }

    private static boolean isFromEntry(LocalVariableNode variable, MethodNode original) {
        for (var insn = original.instructions.getFirst(); insn != variable.start; insn = insn.getNext()) {
            if (insn.getOpcode() >= 0) {
                return false;
            }
        }
        return true;
    }
}
