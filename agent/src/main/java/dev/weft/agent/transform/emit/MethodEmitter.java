package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.PlanPrinter;
import dev.weft.agent.transform.scan.ReturnKind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/** Writes what stands in place of an async method: its entry stub, its bodies and its frame class. */
public final class MethodEmitter {
    private MethodEmitter() {}

    /** Emits {@code method} as {@code plan} says. */
    public static WovenMethod emit(NormalMethod method, MethodPlan plan) {
        boolean hot = method.method().kind() == ReturnKind.STAGE;
        List<MethodNode> methods = new ArrayList<>(3);
        methods.add(hot ? EntryStub.ofStage(method, plan) : EntryStub.ofCoroutine(method, plan));
        int parameterSlots = parameterSlots(method.code());
        methods.add(
                hot
                        ? new HotStartBody(method, plan, parameterSlots).emit()
                        : new StartBody(method, plan, parameterSlots).emit());
        if (!plan.states().isEmpty()) {
            methods.add(resumeBody(method, plan, parameterSlots, hot));
        }
        return new WovenMethod(methods, FrameClass.emit(method, plan), PlanPrinter.print(plan));
    }

    private static MethodNode resumeBody(NormalMethod method, MethodPlan plan, int parameterSlots, boolean hot) {
        var map = LocalMap.ofResume(parameterSlots, method.code().maxLocals);
        String frame = plan.names().frame();
        ResumeProtocol protocol = hot
                ? new StageProtocol(map, frame)
                : new CoroutineProtocol(map, frame, new AwaitOperation(map, FrameClass.displayName(plan)));
        return new ResumeBody(method, plan, map, protocol).emit();
    }

    private static int parameterSlots(MethodNode method) {
        int withReceiver = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        return (method.access & Opcodes.ACC_STATIC) == 0 ? withReceiver : withReceiver - 1;
    }
}
