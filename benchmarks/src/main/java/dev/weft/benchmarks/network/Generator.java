package dev.weft.benchmarks.network;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The generator of load, the same for all peers: a selector loop in the thread that calls it. Each connection sends its
 * requests at once, and the next ones when it has all answers, of which each byte is checked.
 */
final class Generator implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int TICK_MILLIS = 1; // of a load at a rate

    private final Selector selector = Selector.open();
    private final List<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final int pipeline;
    private Histogram latencies = new Histogram(3);
    private long answered; // requests
    private boolean closedLoop; // who has all answers sends again
    private int waiting; // callers that have sent something

    /** Opens connections to a server. */
    Generator(Work work, Dialer dialer, int port, int connections, int pipeline) throws IOException {
        this.pipeline = pipeline;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < connections; i++) {
            var caller = new Caller(work, dialer, pipeline, address, i);
            caller.register(selector);
            callers.add(caller);
            idle.add(caller);
        }
    }

    /**
     * The figures of a run.
     *
     * @param requests the requests that were answered
     * @param seconds the time
     * @param latencies the time of each batch of requests, in nanoseconds
     */
    record Figures(long requests, double seconds, Histogram latencies) {
        double perSecond() {
            return requests / seconds;
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** Sends as fast as answers come. */
    Figures run(double seconds) throws IOException {
        begin();
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS_PER_SECOND);
        closedLoop = true;
        for (Caller next; (next = idle.poll()) != null; ) {
            send(next, start);
        }
        while (System.nanoTime() < end) {
            selector.select(this::answered, 1);
        }
        return finish(start);
    }

    /** Sends so many requests a second, spread evenly, over the connections that are idle. */
    Figures run(double seconds, double rate) throws IOException {
        begin();
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS_PER_SECOND);
        long interval = (long) (NANOS_PER_SECOND * pipeline / rate);
        closedLoop = false;
        long due = start;
        for (long now = start; now < end; now = System.nanoTime()) {
            for (; due <= now && !idle.isEmpty(); due += interval) {
                send(idle.remove(), idle.size() < callers.size() / 2 ? due : now); // a tick's delay is not the server's
            }
            selector.select(this::answered, TICK_MILLIS);
        }
        return finish(start);
    }

    private void begin() {
        latencies = new Histogram(3);
        answered = 0;
    }

    private Figures finish(long start) throws IOException {
        double seconds = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
        var figures = new Figures(answered, seconds, latencies.copy());
        closedLoop = false;
        while (waiting > 0) {
            selector.select(this::answered);
        }
        return figures;
    }

    private void send(Caller caller, long now) throws IOException {
        caller.send(now);
        waiting++;
    }

    private void answered(SelectionKey key) {
        var caller = (Caller) key.attachment();
        try {
            if (caller.receive()) {
                long now = System.nanoTime();
                latencies.recordValue(now - caller.sentAt());
                answered += pipeline;
                waiting--;
                if (closedLoop) {
                    send(caller, now);
                } else {
                    idle.add(caller);
                }
            }
        } catch (EOFException e) {
            throw new IllegalStateException("the server has closed a connection", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
        selector.close();
    }
}
