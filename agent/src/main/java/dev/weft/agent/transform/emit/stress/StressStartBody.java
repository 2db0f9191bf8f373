package dev.weft.agent.transform.emit.stress;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The body that runs first of a method in stress mode: it suspends after the first call that it makes.
 *
 * <pre>{@code
 * static int m$weft$start(Host self, int n, Frame frame) {
 *     ...
 *     int r = self.other(n);
 *     if (frame != null) { frame.r = r; frame.point = 1; return 0; }
 *     ...
 * }
 * }</pre>
 */
final class StressStartBody extends Body {
    private final StressProtocol protocol;

    StressStartBody(NormalMethod method, MethodPlan plan) {
        super(
                method,
                plan,
                localMap(method),
                Opcodes.ACC_PRIVATE,
                new Signature(
                        plan.names().start(),
                        StressProtocol.startDescriptor(method, plan.names().frame())));
        this.protocol = StressProtocol.of(method, map, frame());
    }

    private static LocalMap localMap(NormalMethod method) {
        int slots = ParameterSlots.of(method.code());
        return LocalMap.behindParameters(slots, 1, OwnLocals.ofFrame(slots), method.code().maxLocals);
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        protocol.emitCheck(point, suspension(index), code);
    }

    @Override
    protected void emitSuspension(ResumeState state, AbstractInsnNode number) {
        code.add(stackMap.atPoint(state.saved()));
        savedState.saveFirst(state, List.of(), code);
        protocol.emitLeave(number, code);
    }
}
