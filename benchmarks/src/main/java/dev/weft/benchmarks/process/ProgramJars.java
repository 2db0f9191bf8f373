package dev.weft.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * A writer of the jars that measured JVMs run: small programs, so that a start does not read the large jar of the
 * benchmarks, and agents for comparison.
 *
 * @param directory the directory into which the jars are written
 */
record ProgramJars(Path directory) {

    /** Writes a jar of one class of this program. */
    Path of(Class<?> program) throws IOException {
        Path jar = directory.resolve(program.getSimpleName() + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, nameOf(program), bytesOf(program));
        }
        return jar;
    }

    /** Writes a jar of one class, and of copies of another under the names {@code generated.Class0} and up. */
    Path ofCopies(Class<?> program, Class<?> model, int copies) throws IOException {
        Path jar = directory.resolve(program.getSimpleName() + "-" + copies + ".jar");
        var reader = new ClassReader(bytesOf(model));
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.NO_COMPRESSION); // so that decompression does not drown the measured time
            add(out, nameOf(program), bytesOf(program));
            for (int i = 0; i < copies; i++) {
                String copy = "generated/Class" + i;
                var writer = new ClassWriter(0);
                reader.accept(
                        new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, reader.getClassName(), copy)), 0);
                add(out, copy, writer.toByteArray());
            }
        }
        return jar;
    }

    /** Writes the jar of an agent of one class, whose manifest has the same entries as that of another agent. */
    Path ofAgent(Class<?> agent, Path like) throws IOException {
        Path jar = directory.resolve(agent.getSimpleName() + ".jar");
        try (var original = new JarFile(like.toFile());
                var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var manifest = new Manifest(original.getManifest());
            Attributes main = manifest.getMainAttributes();
            for (String key : new String[] {"Main-Class", "Premain-Class", "Agent-Class"}) {
                main.replace(new Attributes.Name(key), agent.getName());
            }
            main.replace(
                    new Attributes.Name("Boot-Class-Path"), jar.getFileName().toString());
            out.putNextEntry(new JarEntry(JarFile.MANIFEST_NAME));
            manifest.write(out);
            add(out, nameOf(agent), bytesOf(agent));
        }
        return jar;
    }

    private static void add(JarOutputStream out, String internalName, byte[] file) throws IOException {
        out.putNextEntry(new JarEntry(internalName + ".class"));
        out.write(file);
        out.closeEntry();
    }

    private static String nameOf(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream("/" + nameOf(type) + ".class")) {
            if (file == null) {
                throw new IOException("no class file of " + type);
            }
            return file.readAllBytes();
        }
    }
}
