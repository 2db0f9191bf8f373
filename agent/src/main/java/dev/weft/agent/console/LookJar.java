package dev.weft.agent.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;

/**
 * The small jar that a look loads into the other JVM. The agent's own jar has a boot class path, for a fast start: a JVM to
 * which it is attached would warn of files in it that are missing, and of the loss of class data sharing.
 *
 * <p>It lies in a folder of the temporary directory that only this user can read and write. Its name tells its content, so
 * a JVM that has it open never sees it change, and opens it once however often it is asked.
 */
final class LookJar {
    private static final List<String> CLASSES = List.of("LookAgent", "ConsoleAnswer", "FlightRecording", "OutputFile");
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    private LookJar() {}

    /**
     * Returns the jar, which is written if it is not there.
     *
     * @throws IOException if there is no place for it that no other user can reach
     */
    static Path file() throws IOException {
        byte[] content = content();
        var sum = new CRC32();
        sum.update(content);
        Path folder = folder();
        Path file = folder.resolve("weft-look-" + Long.toHexString(sum.getValue()) + ".jar");
        Path part = Files.createTempFile(folder, "weft-look", ".part");
        try {
            if (!Files.getOwner(part).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(folder + " belongs to another user");
            }
            if (!Files.exists(file)) {
                Files.write(part, content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private static Path folder() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "weft-look-" + System.getProperty("user.name"));
        try {
            FileAttribute<?> own = PosixFilePermissions.asFileAttribute(OWN);
            return Files.createDirectory(folder, own);
        } catch (UnsupportedOperationException unknown) {
            throw new IOException("the system does not tell what other users may do", unknown);
        } catch (FileAlreadyExistsException known) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                            .equals(OWN)) {
                throw new IOException("other users can reach " + folder, known);
            }
            return folder;
        }
    }

    private static byte[] content() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", LookAgent.class.getName());
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            begin(JarFile.MANIFEST_NAME, jar);
            manifest.write(jar);
            String folder = LookJar.class.getPackageName().replace('.', '/') + "/";
            for (String name : CLASSES) {
                begin(folder + name + ".class", jar);
                try (InputStream file = LookJar.class.getResourceAsStream(name + ".class")) {
                    if (file == null) {
                        throw new IOException("the agent's jar has no class " + name);
                    }
                    file.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void begin(String name, JarOutputStream jar) throws IOException {
        var entry = new JarEntry(name);
        entry.setTime(0); // the same content each time
        jar.putNextEntry(entry);
    }
}
