package dev.weft.agent.transform.emit.stress;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.emit.PathLayout;
import dev.weft.agent.transform.emit.ResumeBody;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.normalise.StressForm;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ClassFiles;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The style of stress mode: a method that was not made to suspend does so at the end of each call, and its stub resumes it
 * at once. Nothing of the runtime is needed, and only the stub calls the bodies.
 */
public final class StressStyle implements WeavingStyle {
    /** Creates the style. */
    public StressStyle() {}

    /** Returns null: no return type chooses stress mode. */
    @Override
    public @Nullable String resultClass(String returned, ClassFiles files) {
        return null;
    }

    @Override
    public boolean isCalledDirectly() {
        return false;
    }

    @Override
    public NormalForm normalForm() {
        return new StressForm();
    }

    @Override
    public boolean keepsArguments() {
        return false;
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public MethodNode stub(NormalMethod method, MethodPlan plan) {
        return new StressStub(method, plan).emit();
    }

    @Override
    public Body startBody(NormalMethod method, MethodPlan plan, PathLayout layout) {
        return new StressStartBody(method, plan);
    }

    @Override
    public Body resumeBody(NormalMethod method, MethodPlan plan) {
        var map = LocalMap.shifted(ParameterSlots.of(method.code()), 1, OwnLocals.ofFrame(0));
        var protocol = StressProtocol.of(method, map, plan.names().frame());
        return new ResumeBody(method, plan, map, protocol, Opcodes.ACC_PRIVATE, protocol.resumeDescriptor());
    }

    /** Emits a plain object with the locals, and the number of the suspension point, which nothing of the runtime keeps. */
    @Override
    public GeneratedClass frame(NormalMethod method, MethodPlan plan) {
        var type = new FrameClass(method, plan, "java/lang/Object");
        type.addConstructor();
        type.addField(RuntimeAbi.POINT, "I");
        return type.generated();
    }
}
