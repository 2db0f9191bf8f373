package dev.weft.agent.differential;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Loads some classes anew, changed, and takes all others from the tests' own loader. */
abstract class SampleLoader extends ClassLoader {
    private final Function<String, Optional<byte[]>> originals;
    private final Map<String, byte[]> generated = new HashMap<>();

    /** A loader of the classes that {@code originals} knows by their names. */
    SampleLoader(Function<String, Optional<byte[]>> originals) {
        super(SampleLoader.class.getClassLoader());
        this.originals = originals;
    }

    /** What is to be defined in place of {@code original}. */
    abstract byte[] changed(byte[] original);

    /** Makes a class that no file contains known to this loader. */
    final void add(String name, byte[] bytes) {
        generated.put(name, bytes);
    }

    /** Where the weaver looks up the supertypes of a sample. */
    @Override
    public final InputStream getResourceAsStream(String name) {
        String suffix = ".class";
        var file = name.endsWith(suffix)
                ? originals.apply(
                        name.substring(0, name.length() - suffix.length()).replace('/', '.'))
                : Optional.<byte[]>empty();
        return file.<InputStream>map(ByteArrayInputStream::new).orElseGet(() -> super.getResourceAsStream(name));
    }

    @Override
    protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            var bytes = Optional.ofNullable(generated.get(name))
                    .or(() -> originals.apply(name).map(this::changed));
            return bytes.isPresent()
                    ? defineClass(name, bytes.get(), 0, bytes.get().length)
                    : super.loadClass(name, resolve);
        }
    }
}
