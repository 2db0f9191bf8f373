package dev.weft.agent.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the command line of a look into another JVM.
 *
 * @param pid the process
 * @param question what the process is asked
 * @param nanos the time for which it watches or records
 * @param page the file to write a page to, or null
 */
record ConsoleRequest(
        String pid, String question, long nanos, @Nullable Path page) {
    private static final String RECORD = "jfr";

    /** The commands. */
    static final Set<String> COMMANDS = Set.of("ps", "pstree", "watch", RECORD);

    static final String HELP = """
            usage: java -jar weft-agent.jar ps PID      a line for each group of tasks that wait alike
               or: java -jar weft-agent.jar pstree PID  the tree of tasks: who awaits whom, where, with which values
               or: java -jar weft-agent.jar watch PID   the tree, with how long at least each task has not moved
               or: java -jar weft-agent.jar jfr PID     a recording of the JDK's Flight Recorder, with Weft's events

              --json         the same as JSON
              --no-values    without the values of local variables
              --for TIME     watches or records for this time, for example 500ms or 2s (watch, jfr: 2s by default)
              --html FILE    writes the tree to a page that needs no other file (pstree, watch)
              --output FILE  the file of the recording (jfr; weft-PID.jfr by default)

            The process is asked through the JVM's attach mechanism, by the same user. From JDK 21 on it prints a
            warning, unless it was started with -XX:+EnableDynamicAgentLoading, or with the agent's option console=jmx.
            """;

    private static final long TWO_SECONDS = 2_000_000_000;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with the sentence to print
     */
    static ConsoleRequest parse(List<String> arguments) {
        var parsed = new Arguments(arguments.get(0));
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--json" -> parsed.form = "json";
                case "--no-values" -> parsed.values = false;
                case "--for" -> parsed.nanos = nanos(value(arguments, ++i));
                case "--html" -> parsed.page = Path.of(value(arguments, ++i));
                case "--output" -> parsed.output = Path.of(value(arguments, ++i));
                default -> {
                    if (parsed.pid != null || !argument.matches("[0-9]+")) {
                        throw mistake("'" + argument + "' is neither an option nor the number of a process");
                    }
                    parsed.pid = argument;
                }
            }
        }
        return parsed.request();
    }

    /** What has been read of a command line. */
    private static final class Arguments {
        final String command;

        @Nullable
        String pid;

        @Nullable
        String form; // null: the command's own

        boolean values = true;
        long nanos = -1; // negative: the command's own

        @Nullable
        Path page;

        @Nullable
        Path output;

        Arguments(String command) {
            this.command = command;
        }

        ConsoleRequest request() {
            if (pid == null) {
                throw mistake("the number of the process is missing");
            }
            return command.equals(RECORD) ? recording(pid) : text(pid);
        }

        private ConsoleRequest text(String process) {
            if (output != null) {
                throw mistake("--output is for jfr");
            }
            if (page != null && command.equals("ps")) {
                throw mistake("--html is for pstree and watch");
            }
            var asked = page != null ? "json" : form != null ? form : command.equals("ps") ? "table" : "tree";
            long watched = nanos >= 0 ? nanos : command.equals("watch") ? TWO_SECONDS : 0;
            return new ConsoleRequest(process, ConsoleAnswer.question(asked, values, watched), watched, page);
        }

        private ConsoleRequest recording(String process) {
            if (form != null || page != null || !values) {
                throw mistake("jfr takes --for and --output only");
            }
            var file = (output == null ? Path.of("weft-" + process + ".jfr") : output).toAbsolutePath();
            long recorded = nanos >= 0 ? nanos : TWO_SECONDS;
            return new ConsoleRequest(process, ConsoleAnswer.recording(recorded, file), recorded, null);
        }
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw mistake(arguments.get(at - 1) + " needs a value");
        }
        return arguments.get(at);
    }

    private static long nanos(String time) {
        var text = time.toLowerCase(Locale.ROOT);
        if (text.matches("[0-9]{1,9}ms")) {
            return Long.parseLong(text.substring(0, text.length() - 2)) * 1_000_000;
        }
        if (text.matches("[0-9]{1,6}s")) {
            return Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000;
        }
        throw mistake("'" + time + "': a time such as 500ms or 2s was expected");
    }

    private static IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException("weft-agent: " + what + ".\n\n" + HELP);
    }
}
