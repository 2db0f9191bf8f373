package dev.weft.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Temporary directories of measurements. */
public final class Directories {
    private Directories() {}

    /** Deletes a directory and its contents. */
    public static void delete(Path directory) throws IOException {
        List<Path> all;
        try (var paths = Files.walk(directory)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
