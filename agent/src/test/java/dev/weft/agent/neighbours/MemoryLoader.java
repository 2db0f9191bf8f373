package dev.weft.agent.neighbours;

import java.util.Map;

/** A parallel capable class loader that defines its classes from memory, before it asks its parent. */
class MemoryLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes; // constant after construction

    /** A loader of class files by internal name. */
    MemoryLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var file = classes.get(name.replace('.', '/'));
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, file, 0, file.length);
        }
    }

    /** What a static method without parameters returns. */
    Object call(String className, String method) throws ReflectiveOperationException {
        var called = loadClass(className).getDeclaredMethod(method);
        called.setAccessible(true);
        return called.invoke(null);
    }
}
