package dev.weft.benchmarks.program;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** An agent that does nothing: the cost of having any agent at all. */
public final class NoOpAgent {
    private NoOpAgent() {}

    /** Called by the JVM. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        // Nothing: this is the baseline.
    }

    /** Called by the JVM. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        // Nothing: this is the baseline.
    }
}
