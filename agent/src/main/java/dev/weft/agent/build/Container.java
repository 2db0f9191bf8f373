package dev.weft.agent.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container of the class files of a program while it is built: a directory or a jar. */
interface Container extends Closeable {
    /** The paths of all files in it, with slashes between their parts, in the order in which they are kept. */
    List<String> paths() throws IOException;

    /** The paths that stand there more than once: of these files, the last one counts, as it does for the JVM. */
    List<String> repeated();

    /** The content of a file, or null if there is none such. */
    byte @Nullable [] read(String path) throws IOException;

    /**
     * Writes the container with files changed and added; what stood there before is replaced when all is written. If that
     * fails, nothing is left behind.
     *
     * @param changes what becomes of its files
     * @param out where to; null for in place
     */
    void write(Changes changes, @Nullable Path out) throws IOException;
}
