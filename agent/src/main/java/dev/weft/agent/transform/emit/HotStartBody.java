package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits the first-run body of a method that returns a stage: it runs in the caller's call until it really suspends.
 *
 * <pre>{@code
 * static CompletableFuture m$weft$start(Host self, int n) {
 *     ...
 *     Object r = StageAwait.poll(stage);
 *     if (r == SUSPENDED) {
 *         frame = new Frame();                // makes the future that the caller gets
 *         frame.i0 = n;
 *         frame.suspendOn(stage, 1);
 *         return frame.result();
 *     }
 *     ...
 * }
 * }</pre>
 */
final class HotStartBody extends Body {
    private final StageProtocol protocol;

    HotStartBody(NormalMethod method, MethodPlan plan, int parameterSlots) {
        super(
                method,
                plan,
                LocalMap.ofHotStart(parameterSlots, method.code().maxLocals),
                plan.names().start(),
                descriptor(method));
        this.protocol = new StageProtocol(map, frame());
    }

    /** The method's own descriptor, its receiver made a parameter. */
    static String descriptor(NormalMethod method) {
        boolean isStatic = (method.code().access & Opcodes.ACC_STATIC) != 0;
        String receiver = isStatic ? "" : "L" + method.method().owner() + ";";
        return "(" + receiver + method.code().desc.substring(1);
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        protocol.emitAwait(point, code);
        protocol.emitCheck(point, suspension(index), code);
    }

    @Override
    void emitSuspension(ResumeState state) {
        code.add(stackMap.atStagePoint(state.saved()));
        code.add(new InsnNode(Opcodes.POP));
        code.add(new TypeInsnNode(Opcodes.NEW, frame()));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, frame(), "<init>", "()V", false));
        code.add(new VarInsnNode(Opcodes.ASTORE, map.frame()));
        savedState.saveFirst(state, List.of(), code);
        protocol.emitRegister(state, code);
        code.add(new InsnNode(Opcodes.POP));
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(RuntimeAbi.stageResult(frame()));
        code.add(new TypeInsnNode(
                Opcodes.CHECKCAST, Type.getReturnType(method.code().desc).getInternalName()));
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
