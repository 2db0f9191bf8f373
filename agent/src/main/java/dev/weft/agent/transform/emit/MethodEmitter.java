package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.PlanPrinter;
import dev.weft.agent.transform.scan.ReturnKind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** Writes what stands in place of an async method: its entry stub, its bodies and its frame class. */
public final class MethodEmitter {
    private MethodEmitter() {}

    /**
     * Emits {@code method} as {@code plan} says. The body that is resumed stands in front of the other: a debugger that
     * knows one place for a line only, as jdb does, stops there behind an await.
     */
    public static WovenMethod emit(NormalMethod method, MethodPlan plan) {
        List<MethodNode> methods = new ArrayList<>(3);
        int parameterSlots = ParameterSlots.of(method.code());
        methods.add(stub(method, plan));
        if (!plan.states().isEmpty()) {
            var resumed = resumeBody(method, plan, parameterSlots);
            VariableRanges.narrow(resumed);
            methods.add(resumed);
        }
        methods.add(startBody(method, plan, parameterSlots));
        int points = plan.states().size();
        return new WovenMethod(methods, FrameClass.emit(method, plan), PlanPrinter.print(plan), points);
    }

    private static MethodNode stub(NormalMethod method, MethodPlan plan) {
        return switch (method.method().kind()) {
            case COROUTINE -> EntryStub.ofCoroutine(method, plan);
            case STAGE -> EntryStub.ofStage(method, plan);
            case PLAIN -> PlainStub.of(method, plan);
        };
    }

    private static MethodNode startBody(NormalMethod method, MethodPlan plan, int parameterSlots) {
        return switch (method.method().kind()) {
            case COROUTINE -> new StartBody(method, plan, parameterSlots).emit();
            case STAGE -> new HotStartBody(method, plan, parameterSlots).emit();
            case PLAIN -> new PlainStartBody(method, plan, parameterSlots).emit();
        };
    }

    private static MethodNode resumeBody(NormalMethod method, MethodPlan plan, int parameterSlots) {
        String frame = plan.names().frame();
        if (method.method().kind() == ReturnKind.PLAIN) {
            var protocol = PlainProtocol.of(method, LocalMap.ofPlainResume(parameterSlots), frame);
            return new ResumeBody(method, plan, protocol.map(), protocol, protocol.resumeDescriptor()).emit();
        }
        var map = LocalMap.ofResume(parameterSlots, method.code().maxLocals);
        ResumeProtocol protocol = method.method().kind() == ReturnKind.STAGE
                ? new StageProtocol(map, frame)
                : new CoroutineProtocol(method, map, frame, new AwaitOperation(map, FrameClass.displayName(plan)));
        return new ResumeBody(method, plan, map, protocol, RuntimeAbi.resumeDescriptor(frame)).emit();
    }
}
