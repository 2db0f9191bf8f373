package dev.weft.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The CPython 3.13 of the search path, if there is one, and the same work in its asyncio. */
public final class CPython {
    private static final String COMMAND = "python3.13";
    private static final String SCRIPT = "asyncio_peers.py";

    private CPython() {}

    /** Tells whether it is there, and starts. */
    public static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder(COMMAND, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    /**
     * Measures a piece of work.
     *
     * @param work the name of its function in the script
     * @param rounds the number of times
     * @return nanoseconds an operation, for each round
     * @throws IllegalStateException if it fails, with the text that it printed
     */
    public static List<Double> measure(String work, int rounds) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("weft-asyncio");
        try {
            Path script = directory.resolve(SCRIPT);
            try (InputStream source = Objects.requireNonNull(CPython.class.getResourceAsStream(SCRIPT), SCRIPT)) {
                Files.copy(source, script);
            }
            return run(List.of(COMMAND, script.toString(), work, Integer.toString(rounds)), directory);
        } finally {
            Directories.delete(directory);
        }
    }

    private static List<Double> run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String printed = Files.readString(output);
        if (status != 0) {
            throw new IllegalStateException(
                    "exit status " + status + " of " + command + ", which printed:\n" + printed);
        }
        var figures = new ArrayList<Double>();
        printed.lines().map(Double::valueOf).forEach(figures::add);
        return figures;
    }
}
