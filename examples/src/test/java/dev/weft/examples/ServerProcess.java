package dev.weft.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server among the examples in a JVM of its own, started as a user would start it. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "listening on ";
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final URI address;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("the server is not ready: " + line);
        }
        address = URI.create(line.substring(READY.length()));
    }

    /** Starts a program on any free port. */
    public static ServerProcess of(String program) throws IOException {
        return new ServerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Command.EXAMPLES,
                        program,
                        "0")
                .directory(Command.ROOT.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Returns the address that it has printed. */
    public URI address() {
        return address;
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would close the output as well
    }

    /** Waits for the end, and returns what it has printed since it was ready. */
    public List<String> awaitEnd() throws InterruptedException {
        List<String> lines = output.lines().toList();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not end within " + LIMIT_SECONDS + " s");
        }
        return lines;
    }

    /** Returns the exit status. */
    public int status() {
        return process.exitValue();
    }

    /** Counts the open descriptors; 0 where there is no /proc. */
    public long descriptors() throws IOException {
        Path folder = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
