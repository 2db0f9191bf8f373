package dev.weft.agent.transform;

import dev.weft.agent.transform.analysis.MethodAnalyzer;
import dev.weft.agent.transform.emit.MethodEmitter;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.normalise.Normaliser;
import dev.weft.agent.transform.plan.MethodPlanner;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.verify.BytecodeDump;

/** A weaver that weaves every method as the agent weaves those that are too large for HotSpot. */
public final class SharingTransformer {
    private SharingTransformer() {}

    /** Returns such a weaver, whose methods share the paths of their awaits whatever their size. */
    public static AsyncClassTransformer create(Reporter reporter, boolean verify, ClassScope stress) {
        return new AsyncClassTransformer(
                new SharingPipeline(),
                reporter,
                new BytecodeDump(null),
                verify,
                stress,
                ClassScope.NONE,
                BlockingPolicies.DEFAULT);
    }

    private static final class SharingPipeline extends MethodPipeline {
        @Override
        WovenMethod weave(AsyncMethod<WeavingStyle> method, Callees callees) {
            var style = method.style();
            var normal = Normaliser.normalise(method, callees, style.normalForm());
            var facts = MethodAnalyzer.analyze(normal, callees.namesOf(method));
            var plan = MethodPlanner.plan(facts, style.keepsArguments());
            return MethodEmitter.emit(normal, plan, style, 0);
        }
    }
}
