package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.LoopError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix domain socket, which its server deletes in the end, unless another server has replaced it.
 *
 * @param path the path
 * @param key the file's identity; null where the file system knows none
 */
record SocketFile(Path path, @Nullable Object key) {

    /** Returns the file that a bind has just created. */
    static SocketFile of(Path path) throws IOException {
        return new SocketFile(path, attributes(path).fileKey());
    }

    /** Removes a socket file that an earlier server has left. */
    static void removeStale(Path path) throws IOException {
        try {
            if (attributes(path).isOther()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException none) {
            return; // the usual case
        }
    }

    /** Deletes the file if it is still the same. */
    void delete(EventLoop loop) {
        try {
            if (Objects.equals(key, attributes(path).fileKey())) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            return; // somebody else has tidied up
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopError("the socket file " + path + " cannot be deleted", e));
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
