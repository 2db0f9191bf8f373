package dev.weft.agent.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Loads the samples anew, changed, and takes everything else from the tests' own loader. */
abstract class SampleLoader extends ClassLoader {
    private final String prefix;
    private final Map<String, byte[]> generated = new HashMap<>();

    /** A loader of the classes whose names begin with {@code prefix}. */
    SampleLoader(String prefix) {
        super(SampleLoader.class.getClassLoader());
        this.prefix = prefix;
    }

    /** What is to be defined in place of {@code original}. */
    abstract byte[] changed(String name, byte[] original);

    /** Makes a class that no file contains known to this loader. */
    final void add(String name, byte[] bytes) {
        generated.put(name, bytes);
    }

    @Override
    protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded == null) {
                var bytes = bytesOf(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        var made = generated.get(name);
        return made != null ? made : changed(name, original(name));
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (var file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException cannotRead) {
            throw new UncheckedIOException(cannotRead);
        }
    }
}
