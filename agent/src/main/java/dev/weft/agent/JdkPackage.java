package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** The packages of the JDK in which the agent needs what is not public. */
final class JdkPackage {
    private JdkPackage() {}

    /** Opens the package of a class to the agent's own module, as the JVM lets an agent do. */
    static void open(Class<?> of, Instrumentation instrumentation) {
        instrumentation.redefineModule(
                of.getModule(),
                Set.of(),
                Map.of(),
                Map.of(of.getPackageName(), Set.of(JdkPackage.class.getModule())),
                Set.of(),
                Map.of());
    }
}
