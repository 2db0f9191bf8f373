package dev.weft.agent.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that names an artifact a line. {@code #} begins a comment. */
public final class ArtifactList {
    private ArtifactList() {}

    /**
     * Reads such a file.
     *
     * @param file below {@code src/test/resources}
     * @return the names, as {@link ArtifactCopies} understands them
     */
    public static List<String> read(String file) throws IOException {
        try (var lines = Files.lines(Path.of("src", "test", "resources").resolve(file))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
