package dev.weft.agent;

import dev.weft.agent.build.WeaveCommand;
import dev.weft.agent.console.ConsoleAnswer;
import dev.weft.agent.console.ConsoleBean;
import dev.weft.agent.console.ConsoleCommand;
import dev.weft.agent.transform.WeavingTally;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry points of the agent: the JVM calls them when it loads the agent, or a user on the command line. */
public final class AgentMain {
    private static final String INSTALLED =
            "dev.weft.agent"; // a system property: loaders may hold copies of this class
    private static final String PROBED = "dev.weft.agent.test"; // which the runtime reads
    private static final String FLIGHT = "weft.jfr"; // which the runtime reads
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private AgentMain() {}

    /**
     * Called before the program's {@code main}, for {@code -javaagent:weft-agent.jar}. A mistake in the options ends the
     * JVM: a program must not run without the agent that it asked for.
     *
     * @param options the text after {@code =} on the command line, or null
     * @param instrumentation the running JVM
     */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        try {
            install(options, instrumentation);
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.exit(FAILED);
        }
    }

    /**
     * Called when the agent is attached to a running JVM; classes that are loaded from then on are woven. With a question
     * of {@link ConsoleCommand} as its options it only answers.
     *
     * @param options the options as one text, or null
     * @param instrumentation the running JVM
     * @throws IllegalArgumentException for a mistake in the options
     */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        if (options != null && ConsoleAnswer.isAsked(options)) {
            ConsoleAnswer.answer(options, instrumentation);
            return;
        }
        attach(options, instrumentation);
    }

    /** Installs the agent in a running JVM, unless it is there already; gives the classes that were loaded too early. */
    static List<Class<?>> attach(@Nullable String options, Instrumentation instrumentation) {
        var loaded = instrumentation.getAllLoadedClasses();
        var hook = install(options, instrumentation);
        if (hook == null) {
            return List.of();
        }
        var unwoven = LoadedClasses.reportUnwoven(loaded, new StandardErrorReporter());
        hook.leaveAlone(unwoven);
        return unwoven;
    }

    /** Whether some copy of the agent weaves what this JVM loads. */
    static boolean isInstalled() {
        return System.getProperty(INSTALLED) != null;
    }

    /**
     * Called for {@code java -jar weft-agent.jar}.
     *
     * @param arguments what the user wants
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("weave")) {
            var rest = List.of(arguments).subList(1, arguments.length);
            System.exit(WeaveCommand.run(rest, System.out, System.err));
        }
        if (ConsoleCommand.isMeant(arguments)) {
            System.exit(ConsoleCommand.run(List.of(arguments), System.out, System.err));
        }
        System.err.println(
                "usage: java -javaagent:weft-agent.jar[=key=value,...] -cp weft-runtime.jar:app.jar app.Main\n"
                        + "   or: java -jar weft-agent.jar weave DIR|JAR [--out DIR|JAR] [--class-path PATH]"
                        + " [--accept-refused] [--call-methods] [--blocking POLICY]\n"
                        + "   or: java -jar weft-agent.jar ps|pstree|watch PID [--json] [--no-values] [--for 2s] [--html FILE]\n"
                        + "   or: java -jar weft-agent.jar jfr PID [--for 2s] [--output FILE]");
        System.exit(WRONG_USAGE);
    }

    /** Begins to weave what is loaded; null if the agent is there already, started twice or in two ways. */
    private static @Nullable ClassLoadHook install(@Nullable String text, Instrumentation instrumentation) {
        var options = AgentOptions.parse(text);
        makeDumpDirectory(options);
        if (System.getProperties().putIfAbsent(INSTALLED, "installed") != null) {
            if (text != null && !text.isEmpty()) {
                System.err.println("weft-agent: the agent is already installed in this JVM, so the options '" + text
                        + "' have no effect. Give them where it is installed first.");
            }
            return null;
        }
        var test = options.test();
        if (test != null) {
            System.setProperty(PROBED, String.join(";", test.prefixes()).replace('/', '.'));
            System.err.println("weft-agent: test=" + System.getProperty(PROBED)
                    + " puts probes into these classes, for tests. Never use it in production.");
        }
        prepareLooks(options, instrumentation);
        WeavingTally tally = null;
        if (options.wantsSummary()) {
            tally = new WeavingTally();
            Runtime.getRuntime().addShutdownHook(new SummaryAtExit(tally, options));
        }
        var hook = new ClassLoadHook(options, instrumentation, tally);
        instrumentation.addTransformer(hook, instrumentation.isRetransformClassesSupported());
        return hook;
    }

    /* The JVM looks for premain by reflection, and so loads the types of all parameters here: not those of options. */
    private static void prepareLooks(AgentOptions options, Instrumentation instrumentation) {
        InsightOptions insight = options.insight();
        if (insight == null) {
            return;
        }
        if (insight.jfr()) {
            System.setProperty(FLIGHT, "true");
        }
        if (insight.jmxConsole()) {
            try {
                ConsoleBean.register(instrumentation);
            } catch (NoClassDefFoundError missing) {
                throw new IllegalArgumentException(
                        "weft-agent: option 'console=jmx' needs the module java.management, which this JVM has not.",
                        missing);
            }
        }
    }

    private static void makeDumpDirectory(AgentOptions options) {
        if (options.dump() != null) {
            try {
                Files.createDirectories(options.dump());
            } catch (IOException cannotCreate) {
                throw new IllegalArgumentException(
                        "weft-agent: option 'dump' names a directory that cannot be created: " + cannotCreate,
                        cannotCreate);
            }
        }
    }
}
