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
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits what callers call in stress mode: the method as it was declared, which resumes its body until it has ended.
 *
 * <pre>{@code
 * int m(int n) {
 *     var frame = new Frame();
 *     int r = m$weft$start(this, n, frame);
 *     while (frame.point > 0) r = m$weft$resume(frame);
 *     return r;
 * }
 * }</pre>
 */
final class PlainStub {
    private final NormalMethod method;
    private final MethodPlan plan;
    private final MethodNode stub;
    private final InsnList code;
    private final int frameSlot;
    private final Type returned;

    private PlainStub(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.stub = EntryStub.declarationOf(method.method().node());
        this.code = stub.instructions;
        this.frameSlot = ParameterSlots.of(method.code());
        this.returned = Type.getReturnType(stub.desc);
    }

    static MethodNode of(NormalMethod method, MethodPlan plan) {
        var emitter = new PlainStub(method, plan);
        emitter.emit();
        return emitter.stub;
    }

    private void emit() {
        String frame = plan.names().frame();
        var start = new LabelNode();
        var loop = new LabelNode();
        var ended = new LabelNode();
        code.add(start);
        FrameClass.allocate(plan, code);
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, frame, "<init>", "()V", false));
        code.add(new VarInsnNode(Opcodes.ASTORE, frameSlot));
        EntryStub.loadParameters(method, code);
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(HostCall.of(method, plan.names().start(), PlainProtocol.startDescriptor(method, frame)));
        code.add(loop);
        code.add(frameOfLoop());
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(RuntimeAbi.getPoint(frame));
        code.add(new JumpInsnNode(Opcodes.IFLE, ended));
        if (returned.getSort() != Type.VOID) {
            code.add(Instructions.pop(ValueType.ofDescriptor(returned.getDescriptor())));
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(HostCall.of(method, plan.names().resume(), "(L" + frame + ";)" + returned.getDescriptor()));
        code.add(new JumpInsnNode(Opcodes.GOTO, loop));
        code.add(ended);
        code.add(frameOfLoop());
        code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
        EntryStub.nameParameters(method.method().node(), stub, start);
    }

    /** The parameters, the frame, and what a body returned. */
    private FrameNode frameOfLoop() {
        var locals = new ArrayList<Object>();
        if ((stub.access & Opcodes.ACC_STATIC) == 0) {
            locals.add(method.method().owner());
        }
        for (var type : Type.getArgumentTypes(stub.desc)) {
            locals.add(Instructions.frameEntry(ValueType.ofDescriptor(type.getDescriptor())));
        }
        locals.add(plan.names().frame());
        List<Object> stack = returned.getSort() == Type.VOID
                ? List.of()
                : List.of(Instructions.frameEntry(ValueType.ofDescriptor(returned.getDescriptor())));
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }
}
