package dev.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of the JVMs that measure: the same heap and collector for all peers of a row. */
public final class ForkArguments {
    /** A heap large enough for everything except millions of tasks or timers. */
    public static final String USUAL_HEAP = "2g";

    private static final int VIRTUAL_THREADS = 21; // the first JDK that has them
    private static final int UNSAFE_WARNS =
            23; // the first JDK that may warn about sun.misc.Unsafe, which JMH and JCTools use

    private ForkArguments() {}

    /** Returns the arguments of a fork that measures Weft or a peer that needs no agent. */
    public static List<String> withWeft(int feature, String heap) {
        return with(Artifacts.agent(), feature, heap);
    }

    /** Returns the arguments of a fork that measures EA Async. */
    public static List<String> withEaAsync(int feature, String heap) {
        return with(Artifacts.eaAsync(), feature, heap);
    }

    private static List<String> with(Path agent, int feature, String heap) {
        var arguments = new ArrayList<String>();
        arguments.add("-javaagent:" + agent);
        arguments.add("-Xms" + heap);
        arguments.add("-Xmx" + heap);
        arguments.add("-XX:+UseParallelGC");
        if (feature >= VIRTUAL_THREADS) { // one carrier against one loop
            arguments.add("-Djdk.virtualThreadScheduler.parallelism=1");
            arguments.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        if (feature >= UNSAFE_WARNS) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        return arguments;
    }
}
