package dev.weft.agent.build;

import dev.weft.agent.build.Changes.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A jar with the class files of a program. The woven one has the same entries in the same order with the same times, and
 * each new class before the one that needs it, so that the same input gives the same bytes.
 */
final class JarArchive implements Container {
    private final Path file; // constant after construction
    private final ZipFile zip; // constant after construction

    JarArchive(Path file) throws IOException {
        this.file = file;
        this.zip = new ZipFile(file.toFile());
    }

    @Override
    public List<String> paths() {
        var paths = new ArrayList<String>();
        zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> paths.add(entry.getName()));
        return paths;
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        var entry = zip.getEntry(path);
        return entry == null || entry.isDirectory() ? null : read(entry);
    }

    @Override
    public void write(Changes changes, @Nullable Path out) throws IOException {
        var target =
                SafeFiles.real(out == null ? file : Files.isDirectory(out) ? out.resolve(file.getFileName()) : out);
        var directory = target.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (changes.isEmpty()) {
            if (!target.equals(SafeFiles.real(file))) {
                SafeFiles.write(target, file, stream -> Files.copy(file, stream));
            }
            return;
        }
        refuseWhatWouldBeLost();
        SafeFiles.write(target, file, stream -> write(changes, stream));
    }

    private void refuseWhatWouldBeLost() throws IOException {
        for (var path : paths()) {
            var name = path.toUpperCase(Locale.ROOT);
            if (name.startsWith("META-INF/") && name.endsWith(".SF")) {
                throw new IOException(file + " is signed (" + path
                        + "), and weaving would break the signature. Weave it first, then sign it.");
            }
        }
        try (var in = Files.newInputStream(file)) {
            if (in.read() != 'P' || in.read() != 'K') {
                throw new IOException(file
                        + " does not start like a jar: something precedes it, such as a launch script. Weave the jar"
                        + " before that is added.");
            }
        }
    }

    private void write(Changes changes, OutputStream stream) throws IOException {
        var out = new ZipOutputStream(stream);
        out.setComment(zip.getComment());
        for (var entry : zip.stream().toList()) {
            var files = changes.inPlaceOf(entry.getName());
            if (!files.isEmpty()) {
                for (var changed : files) {
                    write(changed, entry, out);
                }
            } else if (!changes.isAdded(entry.getName())) {
                copy(entry, out);
            }
        }
        out.finish();
        zip.close(); // some systems do not let a file be replaced that is open
    }

    private void copy(ZipEntry entry, ZipOutputStream out) throws IOException {
        var copy = new ZipEntry(entry);
        if (copy.getMethod() == ZipEntry.DEFLATED) {
            copy.setCompressedSize(-1); // another deflater may pack it otherwise
        }
        out.putNextEntry(copy);
        out.write(read(entry));
        out.closeEntry();
    }

    /** Writes an entry with the time and the method of the one whose place it takes. */
    private static void write(NewFile changed, ZipEntry original, ZipOutputStream out) throws IOException {
        var entry = new ZipEntry(changed.path());
        entry.setTimeLocal(original.getTimeLocal());
        entry.setMethod(original.getMethod());
        if (original.getMethod() == ZipEntry.STORED) {
            var crc = new CRC32();
            crc.update(changed.content());
            entry.setCrc(crc.getValue());
            entry.setSize(changed.content().length);
        }
        out.putNextEntry(entry);
        out.write(changed.content());
        out.closeEntry();
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
