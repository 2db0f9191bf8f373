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
    public void write(Changes changes, @Nullable Path out) throws IOException {
        if (out == null || isSame(out)) {
            for (var path : changes.paths()) {
                replace(path, changes, directory);
            }
        } else {
            copy(changes, out);
        }
    }

    private boolean isSame(Path out) throws IOException {
        return SafeFiles.real(out).equals(SafeFiles.real(directory));
    }

    private void copy(Changes changes, Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + " is not a directory");
        }
        var from = SafeFiles.real(directory);
        var to = SafeFiles.real(out);
        if (to.startsWith(from) || from.startsWith(to)) {
            throw new IOException(out + " and " + directory + " overlap: one contains the other");
        }
        for (var path : paths()) {
            var target = out.resolve(path);
            Files.createDirectories(target.getParent() == null ? out : target.getParent());
            if (!changes.inPlaceOf(path).isEmpty()) {
                replace(path, changes, out);
            } else if (!changes.isAdded(path)) {
                var source = directory.resolve(path);
                SafeFiles.write(target, source, stream -> Files.copy(source, stream));
            }
        }
    }

    /** Writes a woven class, last, after the classes that it needs; all have the time of the original. */
    private void replace(String path, Changes changes, Path root) throws IOException {
        var original = directory.resolve(path);
        for (var file : changes.inPlaceOf(path)) {
            var target = root.resolve(file.path());
            SafeFiles.write(
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
