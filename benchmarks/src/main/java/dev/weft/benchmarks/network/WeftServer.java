package dev.weft.benchmarks.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Weft's servers, as a user writes them: a task for each connection. */
final class WeftServer {
    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();
    private static final int BUFFER = 1 << 14;
    private static final long HOG_NANOS = 50_000_000;

    private WeftServer() {}

    /** Serves on one loop for ever. */
    static void serve(Work work, IntConsumer port) {
        run(() -> listen(work, port));
    }

    /** Serves on one loop, on which a task takes 50 ms at a time, again and again. */
    static void serveBesideAHog(Work work, IntConsumer port) {
        run(() -> {
            createTask(() -> hog());
            return listen(work, port);
        });
    }

    @Async
    private static Coroutine<Void> hog() {
        EventLoop loop = EventLoop.running();
        while (true) {
            long end = loop.time() + HOG_NANOS;
            while (loop.time() < end) {
                Thread.onSpinWait();
            }
            await(yieldNow());
        }
    }

    /** Serves on two loops, on threads of their own, which share the port: the system deals out the connections. */
    static void serveFromBackend(int backend, IntConsumer port) {
        run(() -> serveFromBackend(backend, 0, first -> {
            Thread second = new Thread(() -> run(() -> serveFromBackend(backend, first, port)), "second loop");
            second.start();
        }));
    }

    @Async
    private static Coroutine<Void> listen(Work work, IntConsumer port) throws IOException {
        ServerOptions options = ServerOptions.defaults().backlog(Peer.BACKLOG);
        Server server = await(Streams.startServer(connection -> talk(connection, work), HOST, 0, options));
        port.accept(server.port());
        return server.serveForever();
    }

    @Async
    private static Coroutine<Void> serveFromBackend(int backend, int atPort, IntConsumer port) throws IOException {
        ServerOptions options = ServerOptions.defaults().backlog(Peer.BACKLOG).reusePort(true);
        Server server = await(Streams.startServer(connection -> forward(connection, backend), HOST, atPort, options));
        port.accept(server.port());
        return server.serveForever();
    }

    @Async
    private static Coroutine<Void> talk(Connection connection, Work work) throws IOException {
        Work.Conversation conversation = work.conversation();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (await(connection.reader().read(buffer.clear())) >= 0) {
            connection.writer().write(conversation.answer(buffer.flip()));
            await(connection.writer().drain());
        }
        return completed();
    }

    /** Answers each request with the backend's answer to the same request, over a connection that is kept. */
    @Async
    private static Coroutine<Void> forward(Connection connection, int backendPort) throws IOException {
        Work.Conversation requests = Work.BACKEND.conversation();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        ByteBuffer answer = ByteBuffer.wrap(Work.BACKEND.responses(1));
        byte[] request = Work.BACKEND.requests(1);
        try (Connection backend = await(Streams.openConnection(HOST, backendPort))) {
            while (await(connection.reader().read(buffer.clear())) >= 0) {
                for (int left = requests.requests(buffer.flip()); left > 0; left--) {
                    backend.writer().write(request);
                    await(backend.reader().readExactly(answer.clear()));
                    connection.writer().write(answer.flip());
                }
                await(connection.writer().drain());
            }
        }
        return completed();
    }
}
