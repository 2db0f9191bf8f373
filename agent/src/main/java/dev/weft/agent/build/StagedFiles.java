package dev.weft.agent.build;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written beside their places, and moved there once all of them are complete. Until then a failure leaves
 * nothing behind; and at any moment either the old file or the new one is in its place, complete.
 */
final class StagedFiles implements Closeable {
    private final Map<Path, Path> targets = new LinkedHashMap<>(); // by temporary file
    private final Deque<Path> newDirectories = new ArrayDeque<>(); // the innermost first

    /** A writer of the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside its place.
     *
     * @param target the file; its directory is created if need be
     * @param model a file whose permissions and time it gets
     * @param content what it holds
     */
    void add(Path target, Path model, Content content) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException(target + " is a directory, where a file has to go");
        }
        createDirectories(target.toAbsolutePath().getParent());
        var temporary = target.resolveSibling(target.getFileName() + ".weft-tmp");
        targets.put(temporary, target);
        try (var out = Files.newOutputStream(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            content.writeTo(out);
        }
        copyAttributes(model, temporary);
    }

    private void createDirectories(@Nullable Path directory) throws IOException {
        if (directory != null && Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            createDirectories(directory.getParent());
            Files.createDirectory(directory);
            newDirectories.push(directory);
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

    /**
     * Moves the files to their places, in the order in which they were added.
     *
     * @throws HalfWrittenException if some are there already when one cannot be moved
     */
    void moveAll() throws IOException {
        boolean moved = false;
        for (var left = targets.entrySet().iterator(); left.hasNext(); left.remove()) {
            var file = left.next();
            try {
                move(file.getKey(), file.getValue());
            } catch (IOException failure) {
                throw moved ? new HalfWrittenException(failure) : failure;
            }
            moved = true;
            newDirectories.clear();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was not moved, and the directories created for it. */
    @Override
    public void close() throws IOException {
        for (var temporary : targets.keySet()) {
            Files.deleteIfExists(temporary);
        }
        for (var directory : newDirectories) {
            Files.delete(directory);
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
