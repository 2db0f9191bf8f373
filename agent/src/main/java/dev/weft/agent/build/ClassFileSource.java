package dev.weft.agent.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where class files are read from while something is woven. */
@FunctionalInterface
interface ClassFileSource {
    /**
     * The content of a class file, or null if there is none such.
     *
     * @param path its path below the root of its packages, as {@code app/Orders.class}
     */
    byte @Nullable [] read(String path) throws IOException;
}
