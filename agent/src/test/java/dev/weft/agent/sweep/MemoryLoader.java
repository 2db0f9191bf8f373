package dev.weft.agent.sweep;

import java.util.List;
import java.util.Map;

/** Loads given class files, and all other classes from its parent. */
final class MemoryLoader extends ClassLoader {
    private final List<Map<String, byte[]>> sources;

    /** Class files by internal name, looked for in these maps, in their order. */
    MemoryLoader(ClassLoader parent, List<Map<String, byte[]>> sources) {
        super(parent);
        this.sources = List.copyOf(sources);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            var file = fileOf(name.replace('.', '/'));
            return file == null ? super.loadClass(name, resolve) : defineClass(name, file, 0, file.length);
        }
    }

    private byte[] fileOf(String name) {
        for (var source : sources) {
            var file = source.get(name);
            if (file != null) {
                return file;
            }
        }
        return null;
    }
}
