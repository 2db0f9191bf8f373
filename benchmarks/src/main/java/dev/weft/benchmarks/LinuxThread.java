package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A thread of this JVM as Linux sees it: how often it has slept, and for how long it has run.
 *
 * @param directory the directory of the thread in {@code /proc}
 */
public record LinuxThread(Path directory) {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String SLEEPS = "voluntary_ctxt_switches:";

    /** Tells whether this system provides these figures. */
    public static boolean isKnown() {
        return Files.isDirectory(THREADS);
    }

    /** Finds the thread with this name, of which Linux keeps 15 characters. */
    public static LinuxThread named(String name) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                    return new LinuxThread(thread);
                }
            }
        }
        throw new IllegalStateException("no thread is called " + name);
    }

    /** Returns how often the thread has given up its processor voluntarily since it started. */
    public long sleeps() throws IOException {
        for (String line : Files.readAllLines(directory.resolve("status"))) {
            if (line.startsWith(SLEEPS)) {
                return Long.parseLong(line.substring(SLEEPS.length()).strip());
            }
        }
        throw new IllegalStateException("no line " + SLEEPS + " in " + directory.resolve("status"));
    }

    /** Returns how long the thread has run since it started. */
    public long runNanos() throws IOException {
        String times = Files.readString(directory.resolve("schedstat"));
        return Long.parseLong(times.substring(0, times.indexOf(' ')));
    }
}
