package dev.weft.agent.build;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory with the class files of a program, such as {@code target/classes}. */
final class ClassDirectory implements Container {
    private final Path directory; // constant after construction

    ClassDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> paths() throws IOException {
        try (var found = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        var file = directory.resolve(path);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    @Override
    public List<String> repeated() {
        return List.of();
    }

    @Override
    public void write(Changes changes, @Nullable Path out) throws IOException {
        try (var staged = new StagedFiles()) {
            if (out == null || isSame(out)) {
                for (var path : changes.paths()) {
                    replace(path, changes, directory, staged);
                }
            } else {
                copy(changes, out, staged);
            }
            staged.moveAll();
        }
    }

    private boolean isSame(Path out) throws IOException {
        return StagedFiles.real(out).equals(StagedFiles.real(directory));
    }

    private void copy(Changes changes, Path out, StagedFiles staged) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + " is not a directory");
        }
        var from = StagedFiles.real(directory);
        var to = StagedFiles.real(out);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new IOException(out + " and " + directory + " overlap: one contains the other");
        }
        for (var path : paths()) {
            if (!changes.inPlaceOf(path).isEmpty()) {
                replace(path, changes, out, staged);
            } else if (!changes.isAdded(path)) {
                var source = directory.resolve(path);
                staged.add(out.resolve(path), source, stream -> Files.copy(source, stream));
            }
        }
    }

    /** Stages a woven class, last, after the classes that it needs; all have the time of the original. */
    private void replace(String path, Changes changes, Path root, StagedFiles staged) throws IOException {
        var original = directory.resolve(path);
        for (var file : changes.inPlaceOf(path)) {
            var target = root.resolve(file.path());
            staged.add(
                    Files.exists(target) ? target.toRealPath() : target,
                    original,
                    stream -> stream.write(file.content()));
        }
    }

    @Override
    public void close() {
        // a directory is not kept open
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
