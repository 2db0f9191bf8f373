package dev.weft.agent.transform;

import dev.weft.agent.transform.analysis.MethodAnalyzer;
import dev.weft.agent.transform.emit.MethodEmitter;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.normalise.Normaliser;
import dev.weft.agent.transform.plan.MethodPlanner;
import dev.weft.agent.transform.scan.AsyncMethod;

/** Weaves a method stage by stage: normalise → analyse → plan → emit. */
final class StagedWeaver implements MethodWeaver {
    @Override
    public WovenMethod weave(AsyncMethod method, Callees callees) {
        var normal = Normaliser.normalise(method, callees); // operand stack holds only the awaited value at each await
        var facts = MethodAnalyzer.analyze(normal, callees.namesOf(method)); // what is typed and live there
        var plan = MethodPlanner.plan(facts); // which local is kept in which field
        return MethodEmitter.emit(normal, plan);
    }
}
