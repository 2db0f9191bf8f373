package dev.weft.examples.load;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.examples.http.HttpLimits;
import dev.weft.examples.http.HttpResponse;
import dev.weft.examples.http.HttpServer;
import dev.weft.examples.http.Responses;
import dev.weft.net.Connection;
import dev.weft.net.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that lets clients of a server come and go for a long time, and prints heap and descriptors meanwhile. */
@Command(
        name = "Soak",
        mixinStandardHelpOptions = true,
        description = "Runs an HTTP server and its clients on one loop, and prints what the process holds.")
public final class SoakCommand implements Callable<Integer> {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final byte[] GET = "GET / HTTP/1.1\r\nHost: soak\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FAILED = 1;
    private static final int MOST_PAUSE_MILLIS = 200;

    @Option(names = "--seconds", description = "how long (${DEFAULT-VALUE})")
    private int seconds = 600;

    @Option(names = "--connections", description = "clients, each with one connection at a time (${DEFAULT-VALUE})")
    private int connections = 1000;

    @Option(names = "--every", paramLabel = "SECONDS", description = "between two lines (${DEFAULT-VALUE})")
    private int every = 10;

    @Option(names = "--seed", description = "repeats the choices of an earlier run, whose seed was printed")
    private long seed = ThreadLocalRandom.current().nextLong();

    private long answered; // loop thread
    private long visits; // loop thread
    private long failed; // loop thread
    private boolean over; // loop thread

    /** Creates a command, whose fields picocli sets. */
    public SoakCommand() {}

    @Override
    public Integer call() {
        System.out.println("seed " + seed);
        Weft.run(() -> soak());
        return failed == 0 ? 0 : FAILED;
    }

    @Async
    private Coroutine<Void> soak() throws IOException {
        HttpServer server = await(HttpServer.start(
                request -> completed(HttpResponse.text(200, "Hello, World!")), "127.0.0.1", 0, HttpLimits.USUAL));
        report(server, 0);
        List<Task<Void>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Random random = new Random(seed + i);
            clients.add(createTask(client(server.port(), random)));
        }
        EventLoop loop = EventLoop.running();
        long begun = loop.time();
        long end = begun + Duration.ofSeconds(seconds).toNanos();
        while (loop.time() < end) {
            await(sleep(Duration.ofSeconds(every)));
            report(server, loop.time() - begun);
        }
        over = true;
        for (Task<Void> client : clients) {
            await(client);
        }
        await(server.stop(Duration.ofSeconds(every)));
        report(server, loop.time() - begun);
        return completed();
    }

    /** Visits the server again and again: some requests with pauses, and then an orderly end or a reset. */
    @Async
    private Coroutine<Void> client(int port, Random random) {
        while (!over) {
            visits++;
            try (Connection connection = await(Streams.openConnection("127.0.0.1", port), IOException.class)) {
                Responses responses = new Responses(connection.reader());
                for (int left = 1 + random.nextInt(20); left > 0 && !over; left--) {
                    connection.writer().write(GET);
                    byte[] body = await(responses.next());
                    if (responses.status() != 200 || body.length != "Hello, World!".length()) {
                        throw new IOException("status " + responses.status());
                    }
                    answered++;
                    await(sleep(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS))));
                }
                if (random.nextBoolean()) {
                    connection.abort();
                }
            } catch (IOException e) {
                failed++;
                System.out.println("failed: " + e);
            }
        }
        return completed();
    }

    private void report(HttpServer server, long nanos) {
        for (int i = 0; i < 2; i++) {
            ManagementFactory.getMemoryMXBean().gc(); // else it shows when the collector ran last, not what is held
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                Locale.ROOT,
                "%4d s  heap %,10d KiB  descriptors %,6d  open %,6d  tasks %,6d  visits %,10d  requests %,12d  failed %d%n",
                nanos / 1_000_000_000,
                heap / 1024,
                descriptors(),
                server.connections(),
                Weft.allTasks().size(),
                visits,
                answered,
                failed);
    }

    private static long descriptors() {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.count();
        } catch (IOException e) {
            return -1; // no Linux
        }
    }

    /**
     * Runs the command, and ends the process with a status other than 0 if a request failed.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        int status = new CommandLine(new SoakCommand()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
