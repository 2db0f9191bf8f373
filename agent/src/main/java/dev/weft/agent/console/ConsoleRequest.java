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
 * @param form what the process is asked for: {@code table}, {@code tree} or {@code json}
 * @param values whether the values of local variables are shown
 * @param watchNanos the time to watch for what does not move; 0 for a single look
 * @param page the file to write a page to, or null
 */
record ConsoleRequest(
        String pid,
        String form,
        boolean values,
        long watchNanos,
        @Nullable Path page) {
    /** The commands. */
    static final Set<String> COMMANDS = Set.of("ps", "pstree", "watch");

    static final String HELP = """
            usage: java -jar weft-agent.jar ps PID      a line for each group of tasks that wait alike
               or: java -jar weft-agent.jar pstree PID  the tree of tasks: who awaits whom, where, with which values
               or: java -jar weft-agent.jar watch PID   the tree, with how long at least each task has not moved

              --json         the same as JSON
              --no-values    without the values of local variables
              --for TIME     watches for this time, for example 500ms or 2s (watch: 2s by default)
              --html FILE    writes the tree to a page that needs no other file (pstree, watch)

            The process is asked through the JVM's attach mechanism, by the same user. From JDK 21 on it prints a
            warning, unless it was started with -XX:+EnableDynamicAgentLoading.
            """;

    private static final long TWO_SECONDS = 2_000_000_000;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with the sentence to print
     */
    static ConsoleRequest parse(List<String> arguments) {
        String command = arguments.get(0);
        String pid = null;
        String form = command.equals("ps") ? "table" : "tree";
        boolean values = true;
        long watch = command.equals("watch") ? TWO_SECONDS : 0;
        Path page = null;
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--json" -> form = "json";
                case "--no-values" -> values = false;
                case "--for" -> watch = nanos(value(arguments, ++i));
                case "--html" -> page = Path.of(value(arguments, ++i));
                default -> {
                    if (pid != null || !argument.matches("[0-9]+")) {
                        throw mistake("'" + argument + "' is neither an option nor the number of a process");
                    }
                    pid = argument;
                }
            }
        }
        if (pid == null) {
            throw mistake("the number of the process is missing");
        }
        if (page != null && command.equals("ps")) {
            throw mistake("--html is for pstree and watch");
        }
        return new ConsoleRequest(pid, page == null ? form : "json", values, watch, page);
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
