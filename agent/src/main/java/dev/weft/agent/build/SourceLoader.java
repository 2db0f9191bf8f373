package dev.weft.agent.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A class loader that is asked for class files only, never for classes: those of a source, then those of its parent. */
final class SourceLoader extends ClassLoader {
    private final ClassFileSource source; // constant after construction

    SourceLoader(ClassFileSource source, ClassLoader parent) {
        super(parent);
        this.source = source;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        try {
            var content = source.read(path);
            return content == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
