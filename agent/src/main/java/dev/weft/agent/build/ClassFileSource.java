package dev.weft.agent.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source of class files for the time of weaving. */
@FunctionalInterface
public interface ClassFileSource {
    /**
     * Reads a class file.
     *
     * @param path its path below the root of its packages, as {@code app/Orders.class}
     * @return its content, or null if there is none such
     * @throws IOException if it is there and cannot be read
     */
    byte @Nullable [] read(String path) throws IOException;
}
