package dev.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the JVMs in which things are measured are started with: the same heap and collector for all. */
final class ForkArguments {
    private static final int VIRTUAL_THREADS = 21; // the first JDK that has them

    private static final int UNSAFE_WARNS =
            23; // the first JDK that may warn of sun.misc.Unsafe, which JMH and JCTools use

    private ForkArguments() {}

    /** The arguments of a fork that measures Weft, or a peer that needs no agent. */
    static List<String> withWeft(int feature) {
        return with(Artifacts.agent(), feature);
    }

    /** The arguments of a fork that measures EA Async. */
    static List<String> withEaAsync(int feature) {
        return with(Artifacts.eaAsync(), feature);
    }

    private static List<String> with(Path agent, int feature) {
        var arguments = new ArrayList<String>();
        arguments.add("-javaagent:" + agent);
        arguments.add("-Xms2g");
        arguments.add("-Xmx2g");
        arguments.add("-XX:+UseParallelGC");
        if (feature >= VIRTUAL_THREADS) {
            arguments.add("-Djdk.virtualThreadScheduler.parallelism=1");
            arguments.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        if (feature >= UNSAFE_WARNS) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        return arguments;
    }
}
