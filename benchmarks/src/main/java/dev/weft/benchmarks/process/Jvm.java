package dev.weft.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JDK whose JVMs are started and measured from outside.
 *
 * @param home the directory in which it is installed
 */
public record Jvm(Path home) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([^\"]+)\"");
    private static final int VIRTUAL_THREADS = 21; // the first JDK with virtual threads
    private static final int COMPACT_HEADERS = 25; // the first JDK with compact object headers as a product feature

    /** A bash command that prints the user and system time of a command, whose errors go to the file named first. */
    private static final String TIMED = "TIMEFORMAT='%3U %3S'; errors=$1; shift; time \"$@\" 2>\"$errors\"";

    /** Returns the JDK that runs this program. */
    public static Jvm own() {
        return new Jvm(Path.of(System.getProperty("java.home")));
    }

    /** Returns the launcher. */
    public Path java() {
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new IllegalArgumentException("no JDK at " + home + ": there is no bin/java in it");
        }
        return java;
    }

    /** Returns the version that its release file states, such as {@code 17.0.2}. */
    public String version() {
        try {
            var matcher = VERSION.matcher(Files.readString(home.resolve("release")));
            if (matcher.find()) {
                return matcher.group(1);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no JDK at " + home + ": its file 'release' cannot be read", unreadable);
        }
        throw new IllegalArgumentException("no JAVA_VERSION in " + home.resolve("release"));
    }

    /** Returns its feature release, such as 17. */
    public int feature() {
        return Runtime.Version.parse(version()).feature();
    }

    /** Tells whether it has virtual threads. */
    public boolean hasVirtualThreads() {
        return feature() >= VIRTUAL_THREADS;
    }

    /** Tells whether it can use object headers of 8 bytes. */
    public boolean hasCompactHeaders() {
        return feature() >= COMPACT_HEADERS;
    }

    /**
     * The measurements of one JVM run.
     *
     * @param wallMillis the time from its start to its end
     * @param processorMillis the processor time of all its threads
     * @param output the text that it printed
     */
    public record Run(double wallMillis, double processorMillis, String output) {}

    /**
     * Runs a JVM to its end.
     *
     * @param arguments the arguments of {@code java}
     * @throws IllegalStateException if it fails, with the text that it printed
     */
    public Run run(List<String> arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("weft-run");
        try {
            return run(arguments, directory);
        } finally {
            Directories.delete(directory);
        }
    }

    private Run run(List<String> arguments, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Path times = directory.resolve("times");
        var command = new ArrayList<>(List.of("bash", "-c", TIMED, "timed", errors.toString(), java().toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        int status = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(times.toFile())
                .start()
                .waitFor();
        double wallMillis = (System.nanoTime() - start) / 1e6;
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + " of " + command + ", which printed:\n"
                    + Files.readString(output) + Files.readString(errors));
        }
        return new Run(wallMillis, processorMillis(Files.readString(times)), Files.readString(output));
    }

    private static double processorMillis(String times) {
        double seconds = 0;
        for (String part : times.strip().split(" ", 2)) {
            seconds += Double.parseDouble(part.replace(',', '.'));
        }
        return seconds * 1e3;
    }
}
