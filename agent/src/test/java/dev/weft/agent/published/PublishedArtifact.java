package dev.weft.agent.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An artifact as a stranger finds it: in the repository to which this build has published.
 *
 * @param directory the directory of its version
 * @param stem how the names of all its files begin, in the newest of its builds
 */
record PublishedArtifact(Path directory, String stem) {
    private static final Path REPOSITORY = Path.of("..", "target", "repository", "dev", "weft");
    private static final String POM = ".pom";

    /** The names of all artifacts that are published. */
    static List<String> names() throws IOException {
        return fileNames(REPOSITORY).filter(name -> !name.contains(".")).toList();
    }

    static PublishedArtifact named(String name) throws IOException {
        try (var files = Files.walk(REPOSITORY.resolve(name))) {
            var pom = files.filter(file -> file.toString().endsWith(POM))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow();
            var fileName = pom.getFileName().toString();
            return new PublishedArtifact(pom.getParent(), fileName.substring(0, fileName.length() - POM.length()));
        }
    }

    PublishedPom pom() throws Exception {
        return PublishedPom.read(directory.resolve(stem + POM));
    }

    /** The ends of the names of its files, such as {@code -sources.jar}. Checksums are left out. */
    Set<String> files() throws IOException {
        return fileNames(directory)
                .filter(name -> name.startsWith(stem) && !name.matches(".*\\.(md5|sha\\d+)"))
                .map(name -> name.substring(stem.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the files in one of its jars. */
    Set<String> entries(String jar) throws IOException {
        try (var file = new JarFile(directory.resolve(stem + jar).toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> fileNames(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
