package dev.weft.agent.proof;

import dev.weft.agent.maven.ArtifactCopies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/**
 * A library and its published tests. The tests find both below {@code target/proof/NAME}: in the folder {@code lib} the
 * library with all that its tests need, and in {@code tests} the unpacked jar of the tests.
 *
 * @param name the artifact's name
 * @param artifacts where all that comes from
 * @param prefix the classes in which every call suspends; the tests have the same package, so they are among them
 * @param testClasses a regular expression for the names of the test classes, as the library's own build chooses them
 * @param jvm the JVM that runs them
 * @param inEachBuild whether it is small enough to run in each build; the others run with {@code -Pproof}
 */
record LibrarySuite(String name, Artifacts artifacts, String prefix, String testClasses, Jvm jvm, boolean inEachBuild) {
    private static final List<String> KEYS =
            List.of("library", "needs", "prefix", "tests", "left-out", "heap", "jvm-arguments", "in-each-build");
    /** Where all suites lie. */
    static final Path ROOT = Path.of("target", "proof").toAbsolutePath();

    /**
     * What a suite consists of.
     *
     * @param library the library; its tests are the same with the classifier {@code tests}
     * @param needs what the tests need, in the versions that the library itself names
     * @param leftOut a pattern for files of the tests that are of no use
     */
    record Artifacts(String library, List<String> needs, String leftOut) {
        Artifacts {
            needs = List.copyOf(needs);
        }
    }

    /**
     * The JVM that runs a suite.
     *
     * @param heap its largest heap
     * @param arguments what the library's own build gives it
     */
    record Jvm(String heap, List<String> arguments) {
        Jvm {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A suite as its file has it.
     *
     * @throws IllegalArgumentException if a key is missing or unknown
     */
    static LibrarySuite of(String name, Properties file) {
        var rest = new TreeSet<>(file.stringPropertyNames());
        rest.removeAll(KEYS);
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(name + ": no key " + rest + ", there are " + KEYS);
        }
        return new LibrarySuite(
                name,
                new Artifacts(required(name, file, "library"), words(file, "needs"), file.getProperty("left-out", "")),
                required(name, file, "prefix"),
                required(name, file, "tests"),
                new Jvm(required(name, file, "heap"), words(file, "jvm-arguments")),
                Boolean.parseBoolean(file.getProperty("in-each-build", "false")));
    }

    private static String required(String name, Properties file, String key) {
        var value = file.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(name + ": the key " + key + " is missing");
        }
        return value;
    }

    private static List<String> words(Properties file, String key) {
        var words = file.getProperty(key, "").strip();
        return words.isEmpty() ? List.of() : List.of(words.split("\\s+", -1));
    }

    /** Adds what this suite consists of. */
    void addTo(ArtifactCopies copies) {
        var jars = new ArrayList<>(List.of(artifacts.library()));
        jars.addAll(artifacts.needs());
        copies.copy(jars, libraries());
        copies.unpack(artifacts.library() + ":tests", artifacts.leftOut(), tests());
    }

    /** The unpacked jar of the tests. */
    Path tests() {
        return directory().resolve("tests");
    }

    /** The jars of the library and of what its tests need. */
    Path libraries() {
        return directory().resolve("lib");
    }

    /** JUnit, for all libraries. */
    static Path junit() {
        return ROOT.resolve("junit");
    }

    /** Where a run of this suite works and leaves its results. */
    Path runDirectory(String run) {
        return directory().resolve(run);
    }

    private Path directory() {
        return ROOT.resolve(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
