package dev.weft.agent.transform.emit.stress;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.EntryStub;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The stub of a method in stress mode, which resumes its body until it has ended.
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
final class StressStub extends EntryStub {
    private final int frameSlot;
    private final Type returned;

    StressStub(NormalMethod method, MethodPlan plan) {
        super(method, plan);
        this.frameSlot = ParameterSlots.of(method.code());
        this.returned = Type.getReturnType(stub.desc);
    }

    @Override
    protected void emitCode(LabelNode start) {
        String frame = plan.names().frame();
        var loop = new LabelNode();
        var ended = new LabelNode();
        FrameClass.allocate(frame, code);
        FrameClass.construct(frame, "", code);
        code.add(new VarInsnNode(Opcodes.ASTORE, frameSlot));
        loadParameters();
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(HostCall.of(method, plan.names().start(), StressProtocol.startDescriptor(method, frame)));
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
    }

    /** A stack map frame with the parameters, the frame, and what a body returned. */
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
