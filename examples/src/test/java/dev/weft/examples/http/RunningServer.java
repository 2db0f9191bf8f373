package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Weft;
import dev.weft.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server on a loop in a thread of its own, so that a test can be an independent, blocking client. */
final class RunningServer implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final List<LoopError> errors = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpServer> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private EventLoop loop;
    private Event stop;
    private boolean stopping; // the test's thread

    private RunningServer() {}

    static RunningServer of(HttpHandler handler, HttpLimits limits) throws Exception {
        RunningServer running = new RunningServer();
        new Thread(() -> running.run(handler, limits), "server").start();
        running.started.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return running;
    }

    private void run(HttpHandler handler, HttpLimits limits) {
        try {
            Weft.run(() -> serve(handler, limits));
            ended.complete(null);
        } catch (Throwable e) {
            started.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    @Async
    private Coroutine<Void> serve(HttpHandler handler, HttpLimits limits) throws IOException {
        loop = EventLoop.running();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        stop = new Event();
        HttpServer server = await(HttpServer.start(handler, "127.0.0.1", 0, limits));
        started.complete(server);
        await(stop.waitUntilSet());
        await(server.stop(Duration.ofSeconds(LIMIT_SECONDS)));
        return completed();
    }

    int port() {
        return started.join().port();
    }

    RawClient connect() throws IOException {
        return new RawClient(port());
    }

    /** Calls a function on the loop's thread. */
    <T> T ask(Function<HttpServer, T> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.callSoonThreadsafe(() -> answer.complete(question.apply(started.join())));
        return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until no connection is open. */
    void awaitNoConnections() throws Exception {
        while (ask(HttpServer::connections) > 0) {
            Thread.onSpinWait(); // each question is a turn of the loop
        }
    }

    /** Returns what the server has reported. */
    List<LoopError> errors() {
        return errors;
    }

    /** Begins to stop. The loop may be closed soon after, so that only the first call asks it. */
    void beginStop() {
        if (!stopping) {
            stopping = true;
            loop.callSoonThreadsafe(stop::set);
        }
    }

    @Override
    public void close() {
        beginStop();
        ended.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
