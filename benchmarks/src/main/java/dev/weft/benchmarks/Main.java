package dev.weft.benchmarks;

import dev.weft.benchmarks.network.NetworkCommand;
import dev.weft.benchmarks.process.StartupCommand;
import dev.weft.benchmarks.table.TableCommand;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import picocli.CommandLine;

/** The command line of the benchmarks: the commands of this project, or else JMH's own options. */
public final class Main {
    private Main() {}

    /**
     * Runs a command, or the benchmarks that JMH's options select.
     *
     * @param arguments the name of a command and its options, or JMH's options
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        var commands = new CommandLine(new Commands());
        if (arguments.length > 0 && commands.getSubcommands().containsKey(arguments[0])) {
            System.exit(commands.execute(arguments));
        }
        JmhCommandLine.run(arguments);
    }

    /** The commands that run something other than JMH's command line. */
    @CommandLine.Command(
            name = "java -jar benchmarks.jar",
            subcommands = {TableCommand.class, StartupCommand.class, NetworkCommand.class})
    private static final class Commands {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = CommandLine.ScopeType.INHERIT,
                description = "says how the command is used")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean help;
    }
}
