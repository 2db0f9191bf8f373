package dev.weft.agent;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.emit.GeneratedClass;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** A class loader that weaves its classes with a given weaver, as the agent would. */
public final class WovenLoader extends ClassLoader {
    private final Map<String, byte[]> files;
    private final AsyncClassTransformer transformer;
    private final Map<String, byte[]> frames = new HashMap<>();

    /**
     * Loads from memory.
     *
     * @param files the class files by internal name
     * @param transformer the weaver
     */
    public WovenLoader(Map<String, byte[]> files, AsyncClassTransformer transformer) {
        super(WovenLoader.class.getClassLoader());
        this.files = files;
        this.transformer = transformer;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var internalName = name.replace('.', '/');
        var frame = frames.get(internalName);
        if (frame != null) {
            return defineClass(name, frame, 0, frame.length);
        }
        var file = files.get(internalName);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        var woven = transformer.transform(file, this);
        if (woven == null) {
            return defineClass(name, file, 0, file.length);
        }
        for (GeneratedClass made : woven.frames()) {
            frames.put(made.name(), made.bytes());
        }
        return defineClass(name, woven.hostBytes(), 0, woven.hostBytes().length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        var file = name.endsWith(".class") ? files.get(name.substring(0, name.length() - ".class".length())) : null;
        return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }
}
