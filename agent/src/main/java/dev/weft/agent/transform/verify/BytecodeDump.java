package dev.weft.agent.transform.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of {@code dump=}: each woven class as it was and as it became, and the plan as text.
 *
 * <pre>
 * before/app/Orders.class   after/app/Orders.class   after/app/Orders$weft$load.class   plan/app/Orders.txt
 * </pre>
 */
public final class BytecodeDump {
    private static final int LONGEST_NAME = 200; // file systems allow 255 bytes

    private final @Nullable Path directory; // constant after construction

    /**
     * Writes into a directory.
     *
     * @param directory the directory, or null to write nothing
     */
    public BytecodeDump(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a class as it was.
     *
     * @param name its internal name
     * @param file its class file
     * @throws IOException if it cannot be written
     */
    public void before(String name, byte[] file) throws IOException {
        write("before", name, ".class", file);
    }

    /**
     * Writes a class as it became, or one that was made.
     *
     * @param name its internal name
     * @param file its class file
     * @throws IOException if it cannot be written
     */
    public void after(String name, byte[] file) throws IOException {
        write("after", name, ".class", file);
    }

    /**
     * Writes the plan of a class.
     *
     * @param name its internal name
     * @param plan the plan as text
     * @throws IOException if it cannot be written
     */
    public void plan(String name, String plan) throws IOException {
        write("plan", name, ".txt", plan.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String part, String name, String suffix, byte[] content) throws IOException {
        if (directory == null) {
            return;
        }
        var path = directory.resolve(part);
        int start = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', start)) {
            path = path.resolve(safe(name.substring(start, slash)));
            start = slash + 1;
        }
        Files.createDirectories(path);
        Files.write(path.resolve(safe(name.substring(start)) + suffix), content);
    }

    /** A file name for part of a class name, which may hold nearly any character. */
    private static String safe(String part) {
        var name = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean harmless = Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
            name.append(harmless || c == '-' ? c : '_');
        }
        if (name.length() > LONGEST_NAME) {
            name.setLength(LONGEST_NAME);
            name.append('_').append(Integer.toHexString(part.hashCode()));
        }
        return name.isEmpty() ? "_" : name.toString();
    }
}
