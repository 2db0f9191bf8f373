package dev.weft.agent.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * The writing of files such that at any moment, whatever happens, either the old file or the new one is there,
 * complete.
 */
final class SafeFiles {
    private SafeFiles() {}

    /** A writer of the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside its place and moves it there.
     *
     * @param target the file; its directory exists
     * @param model a file whose permissions and time it gets, or null
     * @param content what it holds
     */
    static void write(Path target, @Nullable Path model, Content content) throws IOException {
        var temporary = target.resolveSibling(target.getFileName() + ".weft-tmp");
        try {
            try (var out = Files.newOutputStream(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            if (model != null) {
                copyAttributes(model, temporary);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void copyAttributes(Path model, Path file) throws IOException {
        var from = Files.getFileAttributeView(model, PosixFileAttributeView.class);
        var to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (from != null && to != null) {
            to.setPermissions(from.readAttributes().permissions());
        }
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(model));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The same path without links, also where the file does not exist yet but its directory does. */
    static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException notYet) {
            return path.toAbsolutePath().normalize();
        }
    }
}
