package dev.weft.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** JMH's own command line, with the agent and one carrier thread for virtual threads in every fork. */
final class JmhCommandLine {
    private JmhCommandLine() {}

    static void run(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        var options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            org.openjdk.jmh.Main.main(arguments);
        } else if (options.shouldList()) {
            new Runner(options).list();
        } else {
            new Runner(new OptionsBuilder()
                            .parent(options)
                            .jvmArgsAppend(ForkArguments.all(Runtime.version().feature())
                                    .toArray(new String[0]))
                            .build())
                    .run();
        }
    }
}
