package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** JMH's own command line, with the agent and one carrier thread for virtual threads in every fork. */
public final class Main {
    private static final String AGENT_PROPERTY = "weft.agent";

    private Main() {}

    /**
     * Runs what JMH's options choose.
     *
     * @param arguments as for any JMH jar
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        var options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        var jvmArguments = jvmArguments();
        if (options.shouldList()) {
            new Runner(options).list();
        } else {
            new Runner(new OptionsBuilder()
                            .parent(options)
                            .jvmArgsAppend(jvmArguments.toArray(new String[0]))
                            .build())
                    .run();
        }
    }

    private static List<String> jvmArguments() {
        var jvmArguments = new ArrayList<String>();
        jvmArguments.add("-javaagent:" + agent());
        jvmArguments.add("-Xms2g");
        jvmArguments.add("-Xmx2g");
        jvmArguments.add("-XX:+UseParallelGC");
        if (Runtime.version().feature() >= 21) {
            jvmArguments.add("-Djdk.virtualThreadScheduler.parallelism=1");
            jvmArguments.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
        }
        return jvmArguments;
    }

    /** The agent beside this jar in a checkout, or where the system property says. */
    private static Path agent() {
        String given = System.getProperty(AGENT_PROPERTY);
        Path agent = given != null ? Path.of(given) : besideThisJar();
        if (!Files.isRegularFile(agent)) {
            throw new IllegalStateException("no agent at " + agent
                    + ": build it with `mvn -B package`, or name it with -D" + AGENT_PROPERTY + "=weft-agent.jar");
        }
        return agent.toAbsolutePath().normalize();
    }

    private static Path besideThisJar() {
        Path jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return jar.resolveSibling("../../agent/target/weft-agent.jar").normalize();
    }
}
