package dev.weft.examples.bridges;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL in a folder of its own, run by the user that Debian makes for it: the server refuses to run as root. */
final class PostgreSql implements AutoCloseable {
    private static final String USER = "postgres";
    private static final int LIMIT_SECONDS = 60;

    private final Path folder;
    private final Process server;
    private final int port;

    private PostgreSql(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Starts a server; skips the test, with a word, if none is installed. */
    static PostgreSql start() throws Exception {
        String programs = programs();
        Path folder = Path.of(output(unprivileged("mktemp", "-d", "-t", "weft-postgresql.XXXXXX"))
                .strip());
        output(unprivileged(
                programs + "/initdb", "--no-sync", "--auth=trust", "--username=weft", "-D", folder + "/data"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process server = new ProcessBuilder(unprivileged(
                        programs + "/postgres",
                        "-D",
                        folder + "/data",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString(),
                        "-F"))
                .redirectErrorStream(true)
                .start();
        awaitReady(server);
        return new PostgreSql(folder, server, port);
    }

    private static String programs() throws IOException {
        List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator, -1)));
        Path debian = Path.of("/usr/lib/postgresql"); // its programs are not on the path there
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.forEach(version -> folders.add(version + "/bin"));
            }
        }
        String found = folders.stream()
                .filter(folder -> new File(folder, "initdb").canExecute())
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "initdb is not installed (Debian: apt-get install postgresql)");
        return found;
    }

    private static List<String> unprivileged(String... command) throws Exception {
        List<String> all = new ArrayList<>();
        if (output(List.of("id", "-u")).strip().equals("0")) {
            all.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed: " + printed);
        }
        return printed;
    }

    private static void awaitReady(Process server) throws IOException {
        BufferedReader log = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line; (line = log.readLine()) != null; ) {
            printed.append(line).append('\n');
            if (line.contains("ready to accept connections")) {
                Thread drain = new Thread(() -> log.lines().forEach(rest -> {}), "log of PostgreSQL");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new AssertionError("postgres ended: " + printed);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=weft";
    }

    @Override
    public void close() throws IOException {
        server.toHandle().destroy();
        server.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
