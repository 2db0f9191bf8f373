package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodySize;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The last step of weaving a method: its entry stub, its bodies and its frame class. */
public final class MethodEmitter {
    private MethodEmitter() {}

    /** Emits {@code method} as {@code plan} says. */
    public static WovenMethod emit(NormalMethod method, MethodPlan plan, Emission emission) {
        return emit(method, plan, emission, BodySize.LARGEST_COMPILED);
    }

    /**
     * Emits {@code method} as {@code plan} says. The body that is resumed stands in front of the other: a debugger that
     * knows one place for a line only, as jdb does, stops there behind an await.
     *
     * @param largest the size in bytes beyond which a body shares the paths of its awaits
     */
    public static WovenMethod emit(NormalMethod method, MethodPlan plan, Emission emission, int largest) {
        List<MethodNode> methods = new ArrayList<>(3);
        methods.add(emission.stub(method, plan));
        if (!plan.states().isEmpty()) {
            var resumed = emission.resumeBody(method, plan).emit(PathLayout.SEPARATE);
            if (BodySize.exceeds(resumed, largest)) {
                resumed = emission.resumeBody(method, plan).emit(PathLayout.SHARED);
            }
            VariableRanges.narrow(resumed);
            methods.add(resumed);
        }
        var start = emission.startBody(method, plan, PathLayout.SEPARATE).emit(PathLayout.SEPARATE);
        if (BodySize.exceeds(start, largest)) {
            start = emission.startBody(method, plan, PathLayout.SHARED).emit(PathLayout.SHARED);
        }
        methods.add(start);
        methods.addAll(emission.others(method, plan));
        int points = plan.states().size();
        return new WovenMethod(methods, emission.frame(method, plan), PlanPrinter.print(plan), points);
    }
}
