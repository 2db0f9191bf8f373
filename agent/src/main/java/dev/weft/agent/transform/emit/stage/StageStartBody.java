package dev.weft.agent.transform.emit.stage;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The body that runs first of a method that returns a stage: it runs in the caller's call until it suspends.
 *
 * <pre>{@code
 * static CompletableFuture m$weft$start(Host self, int n) {      // and int depth, if it is recursive
 *     ...
 *     Object r = StageAwait.poll(stage);
 *     if (r == SUSPENDED) {
 *         frame = new Frame();                // makes the future that the caller gets
 *         frame.n = n;
 *         frame.suspendOn(stage, 1);
 *         return frame.result();
 *     }
 *     ...
 * }
 * }</pre>
 */
final class StageStartBody extends Body {
    /** The slots behind those of the method for the depth, a straddling value, and the number of a suspension point. */
    private static final int BEHIND_ALL = 4;

    private final StageProtocol protocol;

    StageStartBody(NormalMethod method, MethodPlan plan) {
        super(
                method,
                plan,
                localMap(method),
                HostCall.visibleToFrame(method),
                new Signature(plan.names().start(), descriptor(method)));
        this.protocol = new StageProtocol(map, frame(), map.frame() + 1);
    }

    /** Returns the descriptor of the body of a method: with the depth if it is recursive. */
    static String descriptor(NormalMethod method) {
        String own = HostCall.staticDescriptor(method);
        return method.isRecursive() ? RuntimeAbi.nestedDescriptor(own) : own;
    }

    private static LocalMap localMap(NormalMethod method) {
        int slots = ParameterSlots.of(method.code());
        int maxLocals = method.code().maxLocals;
        if (!method.isRecursive()) {
            return LocalMap.shifted(slots, 0, OwnLocals.ofFrame(maxLocals));
        }
        var own = new OwnLocals(OwnLocals.NONE, maxLocals + BEHIND_ALL, slots, OwnLocals.NONE);
        return LocalMap.behindParameters(slots, 1, own, maxLocals);
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        protocol.emitAwait(point, code);
        protocol.emitCheck(point, suspension(index), code);
    }

    @Override
    protected void emitSuspension(ResumeState state, AbstractInsnNode number) {
        protocol.emitDrop(state, stackMap, code);
        FrameClass.allocate(frame(), code);
        FrameClass.construct(frame(), "", code);
        code.add(new VarInsnNode(Opcodes.ASTORE, map.frame()));
        savedState.saveFirst(state, List.of(), code);
        protocol.emitRegister(number, code);
        code.add(new InsnNode(Opcodes.POP));
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(RuntimeAbi.stageResult(frame()));
        code.add(new TypeInsnNode(
                Opcodes.CHECKCAST, Type.getReturnType(method.code().desc).getInternalName()));
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
