package dev.weft.agent.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tests of a library that are known to end in another way when every call suspends, each with the reason.
 *
 * <p>In the file, a test's name stands at the beginning of a line, and indented lines below it explain the difference.
 * Before the name stands {@code flaky}, a space, if the test also ends in different ways without the agent; only such a
 * test need not differ. {@code #} begins a comment.
 */
final class KnownDifferences {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "proof");
    private static final String FLAKY = "flaky ";

    private final Map<String, Boolean> flaky = new TreeMap<>(); // by the test's name

    private KnownDifferences() {}

    /** Those of a library; none if it has no file. */
    static KnownDifferences of(LibrarySuite suite) throws IOException {
        var file = DIRECTORY.resolve(suite.name() + ".differences");
        return Files.exists(file) ? parse(Files.readAllLines(file)) : new KnownDifferences();
    }

    static KnownDifferences parse(List<String> lines) {
        var result = new KnownDifferences();
        var unexplained = "";
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0))) {
                unexplained = "";
            } else {
                explained(unexplained);
                unexplained = line;
                boolean unsteady = line.startsWith(FLAKY);
                result.flaky.put(unsteady ? line.substring(FLAKY.length()) : line, unsteady);
            }
        }
        explained(unexplained);
        return result;
    }

    private static void explained(String test) {
        if (!test.isEmpty()) {
            throw new IllegalArgumentException("a known difference without an explanation: " + test);
        }
    }

    /** What is wrong: each difference that is not known, and each known one that does not differ. */
    List<String> unexpected(List<OutcomeDifference> differences) {
        var problems = new ArrayList<String>();
        var missing = new TreeMap<>(flaky);
        missing.values().removeIf(Boolean::booleanValue);
        for (var difference : differences) {
            missing.remove(difference.test());
            if (!flaky.containsKey(difference.test())) {
                problems.add(difference.toString());
            }
        }
        missing.keySet().forEach(test -> problems.add(test + "\n    is known to differ, and does not"));
        return problems;
    }
}
