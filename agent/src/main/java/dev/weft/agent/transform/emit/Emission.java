package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The parts of a woven method, each written as a style wants it. */
public interface Emission {
    /** Emits what callers call: the method as the user declared it, with another body. */
    MethodNode stub(NormalMethod method, MethodPlan plan);

    /** Begins the body that runs first, to be emitted in a layout. */
    Body startBody(NormalMethod method, MethodPlan plan, PathLayout layout);

    /** Begins the body that goes on after a suspension, of a method that has any. */
    Body resumeBody(NormalMethod method, MethodPlan plan);

    /** Emits further methods that the class of the method needs; none, unless the style says otherwise. */
    default List<MethodNode> others(NormalMethod method, MethodPlan plan) {
        return List.of();
    }

    /** Emits the class of its activations. */
    GeneratedClass frame(NormalMethod method, MethodPlan plan);
}
