package dev.weft.agent.transform;

import dev.weft.agent.transform.analysis.MethodAnalyzer;
import dev.weft.agent.transform.emit.MethodEmitter;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.normalise.Normaliser;
import dev.weft.agent.transform.plan.MethodPlanner;
import dev.weft.agent.transform.scan.AsyncMethod;

/** The stages that one method passes: normalise → analyse → plan → emit. */
class MethodPipeline {
    private final boolean callsBodies; // constant after construction

    /** Creates the stages, in which awaited calls of methods of the same class become direct calls of their bodies. */
    MethodPipeline() {
        this(true);
    }

    /** Creates the stages; unless bodies are called directly, all calls go through the methods. */
    MethodPipeline(boolean callsBodies) {
        this.callsBodies = callsBodies;
    }

    /**
     * Weaves a method.
     *
     * @param method the method
     * @param callees all methods of its class that are woven
     * @return what stands in its place
     * @throws RefusedMethodException if the method cannot be woven
     */
    WovenMethod weave(AsyncMethod<WeavingStyle> method, Callees callees) {
        var style = method.style();
        var called = callsBodies ? callees : callees.calledAsMethods();
        var normal =
                Normaliser.normalise(method, called, style.normalForm()); // only operands on the stack at each await
        var facts = MethodAnalyzer.analyze(normal, callees.namesOf(method)); // what is typed and live there
        var plan = MethodPlanner.plan(facts, style.keepsArguments()); // which local is kept in which field
        return MethodEmitter.emit(normal, plan, style);
    }
}
