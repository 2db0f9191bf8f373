package dev.weft.agent;

import dev.weft.agent.transform.BlockingPolicies;
import dev.weft.agent.transform.ClassScope;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options that the user wrote behind {@code -javaagent:weft-agent.jar=}.
 *
 * @param dump the directory to write woven classes into, or null
 * @param verify whether woven classes are checked before they are defined
 * @param stress the classes in which every call suspends, or null
 * @param test the classes that get probes for tests, or null
 * @param summary how much is said when the JVM ends, or null for nothing
 * @param report the file to write a list of all that was and was not woven to when the JVM ends, or null
 * @param blocking the policies for calls that block, or null for those of every program
 * @param insight the options for looks into the running program, or null for none
 */
record AgentOptions(
        @Nullable Path dump,
        boolean verify,
        @Nullable ClassScope stress,
        @Nullable ClassScope test,
        @Nullable SummaryDetail summary,
        @Nullable Path report,
        @Nullable BlockingPolicies blocking,
        @Nullable InsightOptions insight) {
    private static final AgentOptions DEFAULTS = new AgentOptions(null, false, null, null, null, null, null, null);
    private static final String KNOWN =
            " Known options: dump=DIR (writes each woven class to DIR, before and after weaving, and its plan),"
                    + " verify=true|false (checks woven classes before they are defined),"
                    + " summary=true|false|verbose (prints at exit what was woven, what was not, and why),"
                    + " report=FILE (writes the same to FILE, one fact per line), stress=PREFIX;PREFIX (makes every call"
                    + " suspend in classes whose names start with a prefix; prints the summary too), test=PREFIX;PREFIX"
                    + " (for tests, never in production: finds suspension races and blocking calls in classes whose names"
                    + " start with a prefix, and gives them the time and the chance of a test's loop),"
                    + " blocking=warn|refuse|rewrite|off[;PREFIX;PREFIX] (reports calls that block a thread in"
                    + " @Async methods, refuses those methods, turns some of the calls into awaits, or does none of it; for"
                    + " all classes, or for those whose names start with a prefix),"
                    + " jfr=true|false (writes events of tasks into recordings of the JDK's Flight Recorder),"
                    + " console=jmx (lets ps, pstree, watch and jfr ask by JMX, without a warning of the JVM).";

    /**
     * Reads {@code key=value,key=value}.
     *
     * @throws IllegalArgumentException naming the option and listing the known ones, if there is a mistake
     */
    static AgentOptions parse(@Nullable String text) {
        var options = DEFAULTS;
        if (text == null || text.isEmpty()) {
            return options;
        }
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            options = options.with(text.substring(start, end));
            start = end + 1;
        }
        return options;
    }

    private AgentOptions with(String option) {
        int equals = option.indexOf('=');
        var key = equals < 0 ? option : option.substring(0, equals);
        var value = equals < 0 ? "" : option.substring(equals + 1);
        return switch (key) {
            case "dump" -> new AgentOptions(path(key, value), verify, stress, test, summary, report, blocking, insight);
            case "verify" -> new AgentOptions(dump, bool(key, value), stress, test, summary, report, blocking, insight);
            case "stress" ->
                new AgentOptions(dump, verify, scope(key, value), test, summary, report, blocking, insight);
            case "test" ->
                new AgentOptions(dump, verify, stress, scope(key, value), summary, report, blocking, insight);
            case "summary" -> new AgentOptions(dump, verify, stress, test, detail(value), report, blocking, insight);
            case "report" -> new AgentOptions(dump, verify, stress, test, summary, path(key, value), blocking, insight);
            case "blocking" -> new AgentOptions(dump, verify, stress, test, summary, report, policies(value), insight);
            case "jfr" -> withInsight(looks().withJfr(bool(key, value)));
            case "console" -> withInsight(looks().withJmxConsole(jmx(value)));
            default -> throw mistake("unknown option '" + key + "'.");
        };
    }

    private InsightOptions looks() {
        return insight == null ? InsightOptions.NONE : insight;
    }

    private AgentOptions withInsight(InsightOptions changed) {
        return new AgentOptions(dump, verify, stress, test, summary, report, blocking, changed);
    }

    private static boolean jmx(String value) {
        if (!value.equals("jmx")) {
            throw mistake("option 'console' takes jmx, not '" + value + "'.");
        }
        return true;
    }

    private static Path path(String key, String value) {
        if (value.isEmpty()) {
            throw mistake(
                    key.equals("dump")
                            ? "option 'dump' needs a directory, for example dump=target/woven."
                            : "option 'report' needs a file, for example report=target/woven.txt.");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException invalid) {
            throw mistake("option '" + key + "' has an invalid path: " + invalid.getMessage() + ".");
        }
    }

    private static ClassScope scope(String key, String value) {
        var scope = ClassScope.parse(value);
        if (scope.isEmpty()) {
            throw mistake("option '" + key + "' needs the start of a class name, for example "
                    + (key.equals("test") ? "test=app." : "stress=org.apache.commons.lang3."));
        }
        return scope;
    }

    private static @Nullable SummaryDetail detail(String value) {
        return switch (value) {
            case "true" -> SummaryDetail.COUNTS;
            case "verbose" -> SummaryDetail.EACH_METHOD;
            case "false" -> null;
            default -> throw mistake("option 'summary' takes true, false or verbose, not '" + value + "'.");
        };
    }

    private BlockingPolicies policies(String value) {
        try {
            return (blocking == null ? BlockingPolicies.DEFAULT : blocking).and(value);
        } catch (IllegalArgumentException wrong) {
            throw mistake("option 'blocking' " + wrong.getMessage() + ".");
        }
    }

    /** Whether anything is to be said when the JVM ends. */
    boolean wantsSummary() {
        return stress != null || summary != null || report != null;
    }

    private static boolean bool(String key, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mistake("option '" + key + "' takes true or false, not '" + value + "'.");
        };
    }

    private static IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException("weft-agent: " + what + KNOWN);
    }
}
