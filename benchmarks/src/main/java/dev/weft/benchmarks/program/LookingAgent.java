package dev.weft.benchmarks.program;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** An agent that receives each class and changes none: the cost of the JVM asking an agent. */
public final class LookingAgent implements ClassFileTransformer {
    private LookingAgent() {}

    /** Called by the JVM. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(new LookingAgent());
    }

    /** Called by the JVM. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        premain(options, instrumentation);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        return null;
    }
}
