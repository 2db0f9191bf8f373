package dev.weft.agent.transform.emit.stage;

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
import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.normalise.StageForm;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.scan.ReturnTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * The style of methods that return {@code CompletionStage}, {@code CompletableFuture} or a subclass of it: a call runs the
 * body at once, and a frame is made at the first suspension.
 */
public final class StageStyle implements WeavingStyle {
    /** Creates the style. */
    public StageStyle() {}

    @Override
    public @Nullable String resultClass(String returned, ClassFiles files) {
        return switch (returned) {
            case WeftNames.COMPLETION_STAGE, WeftNames.COMPLETABLE_FUTURE -> WeftNames.COMPLETABLE_FUTURE;
            default -> ReturnTypes.isMadeAsFuture(returned, files) ? returned : null;
        };
    }

    @Override
    public boolean isCalledDirectly() {
        return true;
    }

    @Override
    public NormalForm normalForm() {
        return new StageForm();
    }

    @Override
    public boolean keepsArguments() {
        return false;
    }

    @Override
    public boolean isOptional() {
        return false;
    }

    @Override
    public MethodNode stub(NormalMethod method, MethodPlan plan) {
        return new StageStub(method, plan).emit();
    }

    @Override
    public Body startBody(NormalMethod method, MethodPlan plan, PathLayout layout) {
        return new StageStartBody(method, plan);
    }

    @Override
    public Body resumeBody(NormalMethod method, MethodPlan plan) {
        var map = LocalMap.shifted(ParameterSlots.of(method.code()), 2, OwnLocals.OF_RESUMED);
        String frame = plan.names().frame();
        return new ResumeBody(
                method,
                plan,
                map,
                new StageProtocol(map, frame, method.code().maxLocals + 2),
                HostCall.visibleToFrame(method),
                RuntimeAbi.resumeDescriptor(frame));
    }

    @Override
    public List<MethodNode> others(NormalMethod method, MethodPlan plan) {
        return method.isRecursive() ? List.of(NestedStageCall.emit(method, plan)) : List.of();
    }

    @Override
    public GeneratedClass frame(NormalMethod method, MethodPlan plan) {
        return StageFrame.emit(method, plan);
    }
}
