package dev.weft.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars of classes that tests compile: programs, modules and agents. */
public final class ClassJar {
    private ClassJar() {}

    /**
     * Writes a jar.
     *
     * @param jar the new file
     * @param manifest its main attributes beside the version
     * @param classes its class files by internal name
     * @return the same file
     */
    public static Path write(Path jar, Map<String, String> manifest, Map<String, byte[]> classes) throws IOException {
        var head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> head.getMainAttributes().putValue(name, value));
        try (var out = new JarOutputStream(Files.newOutputStream(jar), head)) {
            for (var entry : classes.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey() + ".class"));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
