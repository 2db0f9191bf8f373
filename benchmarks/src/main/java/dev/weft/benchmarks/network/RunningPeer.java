package dev.weft.benchmarks.network;

import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server that runs in a process of its own, on one processor where it shall use one. */
final class RunningPeer implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
    private static final int USER_TIME = 11; // field of /proc/PID/stat behind the name, from 0
    private static final int SYSTEM_TIME = 12;

    private final Peer peer;
    private final Process process;
    private final int port;

    private RunningPeer(Peer peer, Process process) throws IOException {
        this.peer = peer;
        this.process = process;
        String line = process.inputReader().readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException(peer + " did not start");
        }
        port = Integer.parseInt(line.strip());
    }

    /** Starts a server. */
    static RunningPeer start(Peer peer, Jvm jvm, ServerSetting setting, Path directory) throws IOException {
        var command = new ArrayList<>(peer.command(jvm, setting, directory));
        if (!setting.work().sharesProcessors()) {
            command.addAll(0, Processors.only(Processors.SERVER));
        }
        return new RunningPeer(
                peer,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    Peer peer() {
        return peer;
    }

    int port() {
        return port;
    }

    /**
     * The use of the processors so far.
     *
     * @param seconds the processor time of all threads
     * @param kernelSeconds the part of it that the kernel has spent
     * @param switches the context switches of the threads that are alive
     */
    record Use(double seconds, double kernelSeconds, long switches) {
        Use since(Use earlier) {
            return new Use(
                    seconds - earlier.seconds, kernelSeconds - earlier.kernelSeconds, switches - earlier.switches);
        }
    }

    Use use() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        if (!Files.isDirectory(proc)) {
            return new Use(Double.NaN, Double.NaN, 0);
        }
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double user = Double.parseDouble(fields[USER_TIME]) / TICKS_PER_SECOND;
        double kernel = Double.parseDouble(fields[SYSTEM_TIME]) / TICKS_PER_SECOND;
        long switches = 0;
        try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
            for (Path thread : threads.toList()) {
                switches += switches(thread.resolve("status"));
            }
        }
        return new Use(user + kernel, kernel, switches);
    }

    private static long switches(Path status) {
        List<String> lines;
        try {
            lines = Files.readAllLines(status);
        } catch (IOException ended) {
            return 0; // the thread has ended meanwhile
        }
        return lines.stream()
                .filter(line -> line.contains("ctxt_switches:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        process.onExit().join();
    }
}
