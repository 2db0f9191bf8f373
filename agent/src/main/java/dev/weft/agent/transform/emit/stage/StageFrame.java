package dev.weft.agent.transform.emit.stage;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;

/**
 * The frame of a method that returns a stage; it holds the future that the caller gets. The runtime creates the future,
 * unless the method is declared to return a class of the program's own.
 *
 * <pre>{@code
 * final class Host$weft$m extends StageFrame {
 *     int n;
 *     Host$weft$m() { super(); } // or super(new Promise())
 *     protected Object start(Object[] arguments) { return Host.m$weft$start((int) arguments[0], 0); } // if recursive
 *     ...
 * }
 * }</pre>
 */
final class StageFrame {
    private StageFrame() {}

    static GeneratedClass emit(NormalMethod method, MethodPlan plan) {
        var type = new FrameClass(method, plan, RuntimeAbi.STAGE_FRAME);
        String result = method.method().resultClass();
        if (result.equals(RuntimeAbi.COMPLETABLE_FUTURE)) {
            type.addConstructor();
        } else {
            var newFuture = new InsnList();
            FrameClass.allocate(result, newFuture);
            FrameClass.construct(result, "", newFuture);
            type.addConstructor("", newFuture, "L" + RuntimeAbi.COMPLETABLE_FUTURE + ";", new InsnList());
        }
        if (method.isRecursive()) {
            addStart(method, plan, type);
        }
        type.addResume();
        type.addDescribe();
        return type.generated();
    }

    private static void addStart(NormalMethod method, MethodPlan plan, FrameClass type) {
        var code = type.addMethod(Opcodes.ACC_PROTECTED, "start", "([Ljava/lang/Object;)Ljava/lang/Object;");
        NestedStageCall.pushArguments(method, 1, code);
        code.add(HostCall.of(method, plan.names().start(), StageStartBody.descriptor(method)));
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
