package dev.weft.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the JVMs in which things are measured are started with: the same heap and collector for all. */
final class ForkArguments {
    private static final int VIRTUAL_THREADS = 21; // the first JDK that has them

    private ForkArguments() {}

    /** The arguments of a fork with Weft's agent. */
    static List<String> all(int feature) {
        var arguments = new ArrayList<String>();
        arguments.add("-javaagent:" + Artifacts.agent());
        arguments.add("-Xms2g");
        arguments.add("-Xmx2g");
        arguments.add("-XX:+UseParallelGC");
        if (feature >= VIRTUAL_THREADS) {
            arguments.add("-Djdk.virtualThreadScheduler.parallelism=1");
            arguments.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        return arguments;
    }
}
