package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.emit.PathLayout;
import dev.weft.agent.transform.emit.ResumeBody;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.normalise.CoroutineForm;
import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ClassFiles;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/** The style of methods that return {@code Coroutine}: a call gives a cold coroutine, which is the frame. */
public sealed class CoroutineStyle implements WeavingStyle permits TestStyle {
    private final boolean isProbed;

    /** Creates the style. */
    public CoroutineStyle() {
        this(false);
    }

    private CoroutineStyle(boolean isProbed) {
        this.isProbed = isProbed;
    }

    /** Creates the style of code under test, whose calls the runtime is told of. */
    public static CoroutineStyle probed() {
        return new CoroutineStyle(true);
    }

    @Override
    public @Nullable String resultClass(String returned, ClassFiles files) {
        return returned.equals(WeftNames.COROUTINE) ? returned : null;
    }

    @Override
    public boolean isCalledDirectly() {
        return true;
    }

    @Override
    public NormalForm normalForm() {
        return new CoroutineForm();
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
        return new CoroutineStub(method, plan, isProbed).emit();
    }

    @Override
    public Body startBody(NormalMethod method, MethodPlan plan, PathLayout layout) {
        return new CoroutineStartBody(method, plan, layout);
    }

    @Override
    public Body resumeBody(NormalMethod method, MethodPlan plan) {
        var map = LocalMap.shifted(ParameterSlots.of(method.code()), 2, OwnLocals.OF_RESUMED);
        return new ResumeBody(
                method,
                plan,
                map,
                new CoroutineProtocol(method, plan, map),
                HostCall.visibleToFrame(method),
                RuntimeAbi.resumeDescriptor(plan.names().frame()));
    }

    @Override
    public GeneratedClass frame(NormalMethod method, MethodPlan plan) {
        return CoroutineFrame.emit(method, plan);
    }
}
