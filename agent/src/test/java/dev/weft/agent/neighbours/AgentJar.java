package dev.weft.agent.neighbours;

import dev.weft.agent.CompiledSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Agents of the tests' own, as jars for the command line. */
final class AgentJar {
    private AgentJar() {}

    /** Compiles an agent from a source whose class has a {@code premain} that may redefine and retransform. */
    static Path write(Path directory, String className, String source) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", className);
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        var jar = directory.resolve(className + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var entry : CompiledSources.compile(className, source).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey() + ".class"));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
