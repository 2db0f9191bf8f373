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
        var normal =
                Normaliser.normalise(method, callees, style.normalForm()); // only operands on the stack at each await
        var facts = MethodAnalyzer.analyze(normal, callees.namesOf(method)); // what is typed and live there
        var plan = MethodPlanner.plan(facts, style.keepsArguments()); // which local is kept in which field
        return MethodEmitter.emit(normal, plan, style);
    }
}
