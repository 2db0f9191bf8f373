package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** A module whose classes get probes, which call the runtime. */
final class ProbedModule {
    private static final String RUNTIME = "dev.weft";

    private ProbedModule() {}

    /** Lets a module read the runtime, as one that awaits does anyway. An unnamed module reads every other. */
    static void letReadRuntime(Module module, Instrumentation instrumentation) {
        var layer = module.getLayer();
        var runtime = layer == null ? null : layer.findModule(RUNTIME).orElse(null);
        if (runtime != null && !module.canRead(runtime) && instrumentation.isModifiableModule(module)) {
            instrumentation.redefineModule(module, Set.of(runtime), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }
}
