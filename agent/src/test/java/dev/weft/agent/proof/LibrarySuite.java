package dev.weft.agent.proof;

import java.nio.file.Path;
import java.util.List;

/**
 * A library and its published tests, as the build has laid them down: below {@code target/proof/NAME} the folder
 * {@code lib} with the library and all that its tests need, and {@code tests} with the unpacked jar of the tests.
 *
 * @param name the artifact's name
 * @param prefix the classes in which every call suspends; the tests have the same package, so they are among them
 * @param testClasses a regular expression for the names of the test classes, as the library's own build chooses them
 * @param heap the largest heap of the JVM that runs them
 * @param inEachBuild whether it is small enough to run in each build; the others run with {@code -Pproof}
 * @param jvmArguments what the library's own build gives the JVM
 */
record LibrarySuite(
        String name, String prefix, String testClasses, String heap, boolean inEachBuild, List<String> jvmArguments) {
    private static final Path ROOT = Path.of("target", "proof").toAbsolutePath();

    LibrarySuite {
        jvmArguments = List.copyOf(jvmArguments);
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
