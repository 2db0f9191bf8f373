package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.List;

/**
 * Emits the first-run body of a method in stress mode: it suspends after the first call that it makes.
 *
 * <pre>{@code
 * static int m$weft$start(Host self, int n, Frame frame) {
 *     ...
 *     int r = self.other(n);
 *     if (frame != null) { frame.i0 = r; frame.point = 1; return 0; }
 *     ...
 * }
 * }</pre>
 */
final class PlainStartBody extends Body {
    private final PlainProtocol protocol;

    PlainStartBody(NormalMethod method, MethodPlan plan, int parameterSlots) {
        super(
                method,
                plan,
                LocalMap.ofPlainStart(parameterSlots, method.code().maxLocals),
                plan.names().start(),
                PlainProtocol.startDescriptor(method, plan.names().frame()));
        this.protocol = PlainProtocol.of(method, map, frame());
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        protocol.emitCheck(point, suspension(index), code);
    }

    @Override
    void emitSuspension(ResumeState state) {
        code.add(stackMap.atPoint(state.saved()));
        savedState.saveFirst(state, List.of(), code);
        protocol.emitLeave(state, code);
    }
}
