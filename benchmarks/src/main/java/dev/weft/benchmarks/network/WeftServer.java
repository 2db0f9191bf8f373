package dev.weft.benchmarks.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Loops;
import dev.weft.net.Connection;
import dev.weft.net.ConnectionHandler;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
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

    /** Serves for ever, on one loop, or on several with threads of their own. */
    static void serve(ServerSetting setting, int loops, IntConsumer port) throws IOException {
        ServerOptions options = options(setting);
        if (loops == 1) {
            run(() -> listen(setting, options, port));
        } else {
            try (Loops all = Loops.of(loops)) {
                run(() -> listen(setting, options.loops(all), port));
            }
        }
    }

    private static ServerOptions options(ServerSetting setting) throws IOException {
        ServerOptions options = ServerOptions.defaults().backlog(Peer.BACKLOG);
        return setting.work() == Work.TLS
                ? options.tls(TlsOptions.of(setting.key().context()))
                : options;
    }

    /** Serves on one loop, on which a task takes 50 ms at a time, again and again. */
    static void serveBesideAHog(ServerSetting setting, IntConsumer port) throws IOException {
        ServerOptions options = options(setting);
        run(() -> {
            createTask(() -> hog());
            return listen(setting, options, port);
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

    @Async
    private static Coroutine<Void> listen(ServerSetting setting, ServerOptions options, IntConsumer port)
            throws IOException {
        Work work = setting.work();
        ConnectionHandler handler = work == Work.BACKEND
                ? connection -> forward(connection, setting.backend())
                : connection -> talk(connection, work);
        Server server = await(Streams.startServer(handler, HOST, 0, options));
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
