package dev.weft.agent.build;

import dev.weft.agent.build.Changes.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A jar with the class files of a program. The woven one has the same entries in the same order with the same times, and
 * each new class before the one that needs it, so that the same input gives the same bytes.
 *
 * <p>Of entries with the same name, the woven jar has the last one alone, in the place of the first: the JVM and the tool
 * {@code jar} use the last one as well, and a new jar cannot have both.
 */
final class JarArchive implements Container {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.SF", Pattern.CASE_INSENSITIVE);

    private final Path file; // constant after construction
    private final ZipFile zip; // constant after construction
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>(); // constant after construction
    private final Set<String> repeated = new LinkedHashSet<>(); // constant after construction

    JarArchive(Path file) throws IOException {
        this.file = file;
        this.zip = new ZipFile(file.toFile());
        zip.stream().forEach(entry -> {
            if (entries.put(entry.getName(), entry) != null) {
                repeated.add(entry.getName());
            }
        });
    }

    @Override
    public List<String> paths() {
        return entries.values().stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    @Override
    public List<String> repeated() {
        return List.copyOf(repeated);
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        var entry = entries.get(path);
        return entry == null || entry.isDirectory() ? null : read(entry);
    }

    @Override
    public void write(Changes changes, @Nullable Path out) throws IOException {
        var target =
                StagedFiles.real(out == null ? file : Files.isDirectory(out) ? out.resolve(file.getFileName()) : out);
        if (changes.isEmpty() && target.equals(StagedFiles.real(file))) {
            return;
        }
        try (var staged = new StagedFiles()) {
            if (changes.isEmpty()) {
                staged.add(target, file, stream -> Files.copy(file, stream));
            } else {
                refuseWhatWouldBeLost();
                staged.add(target, file, stream -> write(changes, stream));
            }
            zip.close(); // some systems do not let a file be replaced that is open
            staged.moveAll();
        }
    }

    private void refuseWhatWouldBeLost() throws IOException {
        for (var path : entries.keySet()) {
            if (SIGNATURE.matcher(path).matches()) {
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
        for (var entry : entries.values()) {
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
        } catch (IOException broken) {
            throw new IOException(entry.getName() + " in " + file + " cannot be read: " + broken.getMessage(), broken);
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
