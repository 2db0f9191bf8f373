package dev.weft.agent.proof;

import dev.weft.agent.maven.ArtifactCopies;
import dev.weft.agent.maven.ArtifactList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** The libraries whose published tests must not notice that every call suspends, each in a file of its own. */
final class LibrarySuites {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "proof");
    private static final String SUFFIX = ".properties";

    private LibrarySuites() {}

    /** Those of each build, all, or those that the build was asked for: the property is false, true, or names. */
    static List<LibrarySuite> selected() throws IOException {
        var wanted = System.getProperty("weft.proof", "false");
        var all = all();
        return switch (wanted) {
            case "false" -> all.stream().filter(LibrarySuite::inEachBuild).toList();
            case "true" -> all;
            default ->
                Arrays.stream(wanted.split(",", -1))
                        .map(name -> named(name, all))
                        .toList();
        };
    }

    /** Fetches libraries, their tests, and JUnit. */
    static void fetch(List<LibrarySuite> suites) throws IOException, InterruptedException {
        var copies = new ArtifactCopies().copy(ArtifactList.read("proof/junit.txt"), LibrarySuite.junit());
        suites.forEach(suite -> suite.addTo(copies));
        copies.fetch(LibrarySuite.ROOT);
    }

    /** All, by name. */
    static List<LibrarySuite> all() throws IOException {
        var suites = new ArrayList<LibrarySuite>();
        try (var files = Files.list(DIRECTORY)) {
            for (var file : files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                suites.add(read(file));
            }
        }
        return suites;
    }

    private static LibrarySuite read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        var name = file.getFileName().toString();
        return LibrarySuite.of(name.substring(0, name.length() - SUFFIX.length()), properties);
    }

    private static LibrarySuite named(String name, List<LibrarySuite> all) {
        return all.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no library " + name + ", there are " + all));
    }
}
