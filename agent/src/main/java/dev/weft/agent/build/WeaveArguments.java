package dev.weft.agent.build;

import dev.weft.agent.transform.BlockingPolicies;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that the user wrote behind {@code java -jar weft-agent.jar weave}. Read by hand: a library for a few
 * options would make the agent's jar half as large again.
 *
 * @param input the directory or jar to weave
 * @param out where the woven one goes, or null to weave in place
 * @param classPath where types are looked up that are not in the input
 * @param acceptRefused whether classes with refused methods are written
 * @param callMethods whether awaited calls go through the methods, and none calls a body directly
 * @param blocking the policies for calls that block
 */
record WeaveArguments(
        Path input,
        @Nullable Path out,
        List<Path> classPath,
        boolean acceptRefused,
        boolean callMethods,
        BlockingPolicies blocking) {
    static final String HELP = """
            usage: java -jar weft-agent.jar weave DIR|JAR [--out DIR|JAR] [--class-path PATH] [--accept-refused]
                   [--call-methods] [--blocking warn|refuse|rewrite|off[;PREFIX;PREFIX]]

            Weaves the classes in a directory or a jar, in place or into a copy.
              --out DIR|JAR       writes a complete woven copy there and leaves the input as it is
              --class-path PATH   where to find classes that the input does not contain; also -cp
              --accept-refused    writes the classes even if methods are refused; those throw when called
              --call-methods      awaits call methods, never bodies, so that tests can stub them in their own class
              --blocking POLICY   reports calls that block a thread in @Async methods (warn, the default), refuses those
                                  methods (refuse), turns some of the calls into awaits (rewrite), or does none of it (off);
                                  for some classes only, by the starts of their names, as in 'off;app.batch.'; may be given
                                  several times
            Exit codes: 0 woven, or nothing to weave; 1 something was refused or could not be read, and nothing was written;
            2 wrong arguments.
            """;

    WeaveArguments {
        classPath = List.copyOf(classPath);
    }

    /** Whether the user asks what can be written here. */
    static boolean areForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    /**
     * Reads what stands behind {@code weave}.
     *
     * @throws IllegalArgumentException saying what is wrong and how it is written
     */
    static WeaveArguments parse(List<String> arguments) {
        @Nullable Path input = null;
        @Nullable Path out = null;
        var classPath = new ArrayList<Path>();
        boolean acceptRefused = false;
        boolean callMethods = false;
        var blocking = BlockingPolicies.DEFAULT;
        var left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            var argument = left.remove(0);
            switch (argument) {
                case "--out" -> out = path(value(argument, left));
                case "--class-path", "-cp" -> addClassPath(value(argument, left), classPath);
                case "--accept-refused" -> acceptRefused = true;
                case "--call-methods" -> callMethods = true;
                case "--blocking" -> blocking = policies(blocking, value(argument, left));
                default -> {
                    if (argument.startsWith("-")) {
                        throw mistake("unknown option '" + argument + "'");
                    }
                    if (input != null) {
                        throw mistake("only one directory or jar can be given: '" + argument + "' is a second one");
                    }
                    input = path(argument);
                }
            }
        }
        if (input == null) {
            throw mistake("no directory or jar is given");
        }
        return new WeaveArguments(input, out, classPath, acceptRefused, callMethods, blocking);
    }

    private static String value(String option, List<String> left) {
        if (left.isEmpty()) {
            throw mistake("option '" + option + "' needs a value");
        }
        return left.remove(0);
    }

    private static BlockingPolicies policies(BlockingPolicies before, String text) {
        try {
            return before.and(text);
        } catch (IllegalArgumentException wrong) {
            throw mistake("option '--blocking' " + wrong.getMessage());
        }
    }

    private static void addClassPath(String text, List<Path> classPath) {
        for (var element : text.split(File.pathSeparator, -1)) {
            if (!element.isEmpty()) {
                classPath.add(path(element));
            }
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw mistake("invalid path: " + invalid.getMessage());
        }
    }

    private static IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException("weft-agent: weave: " + what + "\n" + HELP);
    }
}
