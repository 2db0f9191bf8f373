package dev.weft.examples.load;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.examples.http.Responses;
import dev.weft.net.Connection;
import dev.weft.net.Streams;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;

/**
 * Visits of an {@code HttpSite}, of which half are good and half do what broken clients, scanners and attackers do. The
 * choices follow from a seed, and from the number of a visit.
 */
final class Chaos {
    private static final String GOOD = " HTTP/1.1\r\nHost: chaos\r\n";
    private static final int REPORTED = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final URI address; // constant after construction
    private final long seed; // constant after construction
    private final Map<Visit, Integer> counts = new EnumMap<>(Visit.class); // loop thread
    private final List<String> failures = new ArrayList<>(); // loop thread
    private int next; // loop thread: the number of the next visit
    private int lost; // loop thread: visits of broken clients that the server ended with a reset

    Chaos(URI address, long seed) {
        this.address = address;
        this.seed = seed;
    }

    /** The kinds of visits. */
    private enum Visit {
        GOOD,
        GARBAGE,
        HALF_THEN_RESET,
        HALF_THEN_END,
        SLOW_SENDER,
        SLOW_READER,
        MUTATED,
        NOTHING
    }

    /** Makes visits, some at the same time. */
    @Async
    Coroutine<Void> run(int visits, int atOnce, PrintStream out) {
        List<Coroutine<Void>> visitors = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            visitors.add(visitor(visits, out));
        }
        await(gather(visitors));
        return completed();
    }

    @Async
    private Coroutine<Void> visitor(int visits, PrintStream out) {
        while (next < visits) {
            int number = next++;
            if (number > 0 && number % 10_000 == 0) {
                out.println(number + " visits, " + failures.size() + " failures");
            }
            Random random = new Random(seed * 31 + number);
            Visit visit = random.nextBoolean() ? Visit.GOOD : Visit.values()[random.nextInt(Visit.values().length)];
            counts.merge(visit, 1, Integer::sum);
            await(visit(number, visit, random));
        }
        return completed();
    }

    @Async
    private Coroutine<Void> visit(int number, Visit visit, Random random) {
        try (Connection connection =
                await(Streams.openConnection(address.getHost(), address.getPort()), IOException.class)) {
            await(waitFor(conduct(connection, visit, random), PATIENCE), IOException.class);
        } catch (IOException e) {
            if (visit == Visit.GOOD) {
                fail("visit " + number + ": " + e);
            } else {
                lost++;
            }
        } catch (TimeoutException e) {
            fail("visit " + number + ", " + visit + ": the server neither answered nor closed the connection");
        }
        return completed();
    }

    private void fail(String what) {
        if (failures.size() < REPORTED) {
            failures.add(what);
        }
    }

    @Async
    private static Coroutine<Void> conduct(Connection connection, Visit visit, Random random) throws IOException {
        byte[] request = request(random, body(random));
        int half = random.nextInt(request.length);
        switch (visit) {
            case GOOD -> await(behave(connection, random));
            case GARBAGE -> {
                byte[] garbage = new byte[1 + random.nextInt(20_000)];
                random.nextBytes(garbage);
                connection.writer().write(garbage);
                await(sayEnd(connection));
            }
            case HALF_THEN_RESET -> {
                connection.writer().write(Arrays.copyOf(request, half));
                if (random.nextBoolean()) {
                    await(sleep(PAUSE));
                }
                connection.abort();
            }
            case HALF_THEN_END -> {
                connection.writer().write(Arrays.copyOf(request, half));
                await(sayEnd(connection));
            }
            case SLOW_SENDER -> await(dribble(connection, request, half));
            case SLOW_READER -> await(sip(connection));
            case MUTATED -> {
                for (int i = 0; i <= random.nextInt(4); i++) {
                    request[random.nextInt(request.length)] = (byte) random.nextInt(256);
                }
                connection.writer().write(request);
                await(sayEnd(connection));
            }
            case NOTHING -> connection.abort();
            default -> throw new AssertionError(visit);
        }
        return completed();
    }

    /** Makes some requests, partly at once, and checks each response. */
    @Async
    private static Coroutine<Void> behave(Connection connection, Random random) throws IOException {
        Responses responses = new Responses(connection.reader());
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds; round++) {
            List<byte[]> bodies = new ArrayList<>();
            int atOnce = 1 + random.nextInt(4);
            for (int i = 0; i < atOnce; i++) {
                byte[] body = body(random);
                bodies.add(body);
                connection.writer().write(request(random, body));
            }
            await(connection.writer().drain());
            for (byte[] body : bodies) {
                byte[] echo = await(responses.next());
                if (responses.status() != 200 || !Arrays.equals(echo, body)) {
                    throw new IOException("status " + responses.status() + ", " + echo.length + " bytes for an echo of "
                            + body.length + ": " + new String(echo, ISO_8859_1));
                }
            }
        }
        return completed();
    }

    /** Ends the output and reads to the end: the server has to close, whatever it thinks of the request. */
    @Async
    private static Coroutine<Void> sayEnd(Connection connection) throws IOException {
        connection.writer().writeEof();
        await(connection.reader().read(-1));
        return completed();
    }

    @Async
    private static Coroutine<Void> dribble(Connection connection, byte[] request, int half) throws IOException {
        for (int i = 0; i < Math.min(half, 10); i++) {
            connection.writer().write(Arrays.copyOfRange(request, i, i + 1));
            await(connection.writer().drain());
            await(sleep(PAUSE));
        }
        connection.abort();
        return completed();
    }

    @Async
    private static Coroutine<Void> sip(Connection connection) throws IOException {
        connection.writer().write(("GET /lines?100000" + GOOD + "\r\n").getBytes(ISO_8859_1));
        for (int i = 0; i < 5; i++) {
            await(connection.reader().read(1000));
            await(sleep(PAUSE));
        }
        connection.abort();
        return completed();
    }

    private static byte[] body(Random random) {
        byte[] body = new byte[random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(100)];
        random.nextBytes(body);
        return body;
    }

    /** Returns a request for an echo, with a length or in chunks. */
    private static byte[] request(Random random, byte[] body) {
        String start = "POST /echo" + GOOD;
        if (random.nextBoolean()) {
            return (start + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, ISO_8859_1))
                    .getBytes(ISO_8859_1);
        }
        StringBuilder chunks = new StringBuilder(start).append("Transfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < body.length; ) {
            int count = Math.min(body.length - from, 1 + random.nextInt(20_000));
            chunks.append(Integer.toHexString(count)).append("\r\n");
            chunks.append(new String(body, from, count, ISO_8859_1)).append("\r\n");
            from += count;
        }
        return chunks.append("0\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    /** Returns what was wrong with good requests, or with connections that did not end. */
    List<String> failures() {
        return failures;
    }

    String text() {
        StringBuilder text = new StringBuilder(counts + ", " + lost + " reset by the server, " + failures.size()
                + (failures.size() < REPORTED ? "" : " or more") + " failures\n");
        failures.forEach(failure -> text.append(failure).append('\n'));
        return text.toString();
    }
}
