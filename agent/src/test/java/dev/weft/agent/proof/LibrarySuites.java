package dev.weft.agent.proof;

import java.util.Arrays;
import java.util.List;

/** The libraries whose published tests must not notice that every call suspends. */
final class LibrarySuites {
    private static final String ENDS_WITH_TEST = "[^$]+Test";
    private static final List<String> OPEN_JDK_PACKAGES = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.time.chrono=ALL-UNNAMED");

    private static final List<LibrarySuite> ALL = List.of(
            new LibrarySuite(
                    "commons-collections4",
                    "org.apache.commons.collections4.",
                    "[^$]+\\.(?!Abstract|BulkTest)[^.$]*Test",
                    "1g",
                    true,
                    List.of()),
            new LibrarySuite(
                    "commons-codec",
                    "org.apache.commons.codec.",
                    "[^$]+(?<!Abstract|Performance)Test",
                    "512m",
                    true,
                    List.of()),
            new LibrarySuite(
                    "commons-csv", "org.apache.commons.csv.", "(?!.*\\.perf\\.)[^$]+Test", "512m", true, List.of()),
            new LibrarySuite(
                    "commons-lang3", "org.apache.commons.lang3.", ENDS_WITH_TEST, "512m", false, OPEN_JDK_PACKAGES),
            new LibrarySuite(
                    "commons-math3",
                    "org.apache.commons.math3.",
                    "[^$]+(?<!Abstract)(Test|TestBinary|TestPermutations)",
                    "1g",
                    false,
                    List.of()),
            new LibrarySuite("commons-jexl3", "org.apache.commons.jexl3.", ENDS_WITH_TEST, "512m", false, List.of()),
            new LibrarySuite(
                    "commons-beanutils",
                    "org.apache.commons.beanutils.",
                    "[^$]+(?<!Memory)TestCase",
                    "128m",
                    false,
                    List.of()));

    private LibrarySuites() {}

    /** Those of each build, all, or those that the build was asked for: the property is false, true, or names. */
    static List<LibrarySuite> selected() {
        var wanted = System.getProperty("weft.proof", "false");
        return switch (wanted) {
            case "false" -> ALL.stream().filter(LibrarySuite::inEachBuild).toList();
            case "true" -> ALL;
            default ->
                Arrays.stream(wanted.split(",")).map(LibrarySuites::named).toList();
        };
    }

    private static LibrarySuite named(String name) {
        return ALL.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no library " + name + ", there are " + ALL));
    }
}
