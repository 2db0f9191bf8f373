package dev.weft.agent.transform.emit.generator;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.emit.PathLayout;
import dev.weft.agent.transform.emit.ResumeBody;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.normalise.GeneratorForm;
import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ClassFiles;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/** The style of methods that return {@code AsyncIterator}: a call gives a cold generator, which is the frame. */
public final class GeneratorStyle implements WeavingStyle {
    /** The parameters of both bodies: execution, frame and depth. */
    static final OwnLocals OWN_LOCALS = new OwnLocals(0, 1, 2, OwnLocals.NONE);

    /** Creates the style. */
    public GeneratorStyle() {}

    @Override
    public @Nullable String resultClass(String returned, ClassFiles files) {
        return returned.equals(WeftNames.ASYNC_ITERATOR) ? returned : null;
    }

    @Override
    public boolean isCalledDirectly() {
        return false;
    }

    @Override
    public NormalForm normalForm() {
        return new GeneratorForm();
    }

    @Override
    public boolean keepsArguments() {
        return true;
    }

    @Override
    public boolean isOptional() {
        return false;
    }

    @Override
    public MethodNode stub(NormalMethod method, MethodPlan plan) {
        return new GeneratorStub(method, plan).emit();
    }

    @Override
    public Body startBody(NormalMethod method, MethodPlan plan, PathLayout layout) {
        return new GeneratorStartBody(method, plan);
    }

    @Override
    public Body resumeBody(NormalMethod method, MethodPlan plan) {
        var map = GeneratorStartBody.localMap(method);
        return new ResumeBody(
                method,
                plan,
                map,
                new GeneratorProtocol(method, plan, map),
                HostCall.visibleToFrame(method),
                RuntimeAbi.generatorDescriptor(plan.names().frame()));
    }

    @Override
    public GeneratedClass frame(NormalMethod method, MethodPlan plan) {
        return GeneratorFrame.emit(method, plan);
    }
}
