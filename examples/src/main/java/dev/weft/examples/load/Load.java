package dev.weft.examples.load;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.examples.http.Responses;
import dev.weft.net.Connection;
import dev.weft.net.Streams;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A load of one server: a task for each connection, which sends requests and checks the responses against the first one.
 *
 * <p>Without a rate a connection sends when it has its responses. With one it sends when a request is due; if the server falls
 * behind, latency counts from then, so that a pause of the server is not hidden by requests that were never sent.
 */
final class Load {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final URI address; // constant after construction
    private final int connections; // constant after construction
    private final int pipeline; // constant after construction
    private final long nanos; // constant after construction
    private final int rate; // constant after construction
    private final byte[] requests; // constant after construction: as many as are sent at once
    private final LoadReport report = new LoadReport(); // loop thread
    private byte[] expected = {}; // loop thread: the first body
    private boolean known; // loop thread: the first body has come
    private long until; // loop thread: the loop's time

    Load(URI address, int connections, int pipeline, Duration duration, int rate) {
        this.address = address;
        this.connections = connections;
        this.pipeline = pipeline;
        this.nanos = duration.toNanos();
        this.rate = rate;
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + address.getRawAuthority() + "\r\n\r\n";
        requests = request.repeat(pipeline).getBytes(ISO_8859_1);
    }

    /** Runs the load, with a line of progress each second. */
    @Async
    Coroutine<LoadReport> run(PrintStream out) {
        EventLoop loop = EventLoop.running();
        report.begins(loop.time());
        until = loop.time() + nanos;
        Task<Void> progress = createTask(progress(out));
        List<Coroutine<Void>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(connection(i));
        }
        await(gather(all));
        progress.cancel();
        report.ends(loop.time());
        return completed(report);
    }

    @Async
    private Coroutine<Void> progress(PrintStream out) {
        EventLoop loop = EventLoop.running();
        try {
            while (true) {
                long then = loop.time();
                long before = report.answered();
                await(sleep(Duration.ofSeconds(1)));
                out.println(report.progress(loop.time(), before, then));
            }
        } catch (CancelledError over) {
            return completed();
        }
    }

    /** Sends requests until the time is over, over one connection after the other if the server ends them. */
    @Async
    private Coroutine<Void> connection(int number) {
        EventLoop loop = EventLoop.running();
        long interval = rate == 0 ? 0 : SECOND_NANOS * connections * pipeline / rate;
        long due = loop.time() + interval * number / connections; // so that they are spread evenly
        do {
            try (Connection connection =
                    await(Streams.openConnection(address.getHost(), address.getPort()), IOException.class)) {
                due = await(converse(connection, due, interval));
            } catch (IOException e) {
                report.refused(e.toString());
                return completed();
            }
        } while (loop.time() < until);
        return completed();
    }

    /** Sends requests on a connection until one side ends it, and returns when the next request is due. */
    @Async
    private Coroutine<Long> converse(Connection connection, long firstDue, long interval) {
        EventLoop loop = EventLoop.running();
        Responses responses = new Responses(connection.reader());
        long due = firstDue;
        do { // once at least, however long the connection took
            if (interval == 0) {
                due = loop.time();
            } else if (due > loop.time()) {
                await(sleep(Duration.ofNanos(due - loop.time())));
            }
            int missing = pipeline;
            try {
                connection.writer().write(requests);
                await(connection.writer().drain());
                for (; missing > 0 && !responses.isEnded(); missing--) {
                    check(await(responses.next()), responses.status(), loop.time() - due);
                }
            } catch (IOException e) {
                report.unanswered(missing, e.toString());
                return completed(due + interval);
            }
            if (missing > 0) {
                report.unanswered(missing, "the server closed the connection between two responses");
            }
            due += interval;
        } while (loop.time() < until && !responses.isEnded());
        return completed(due);
    }

    private void check(byte[] body, int status, long latency) {
        if (!known) {
            known = true;
            expected = body;
        }
        if (status == 200 && Arrays.equals(body, expected)) {
            report.answered(latency, body.length);
        } else {
            report.wrong("status " + status + ", a body of " + body.length + " bytes");
        }
    }
}
