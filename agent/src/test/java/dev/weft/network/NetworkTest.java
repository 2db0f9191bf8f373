package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.net.Connection;
import dev.weft.net.ConnectionHandler;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;

/** Programs on real sockets of this machine. Each leaves nothing behind; what hangs ends at the timeout. */
@Timeout(120)
abstract class NetworkTest {
    static final String HERE = "127.0.0.1";

    private static final int SPARE = 200; // descriptors for files and classes

    final List<String> lines = new ArrayList<>();
    final List<LoopError> reports = new ArrayList<>();

    /** Returns 10,000, or as many connections as this process may have the descriptors for, both ends of each. */
    static int manyConnections() {
        int wanted = 10_000;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - SPARE;
            if (free < 2L * wanted) {
                System.out.println("the descriptor limit allows " + free / 2 + " connections instead of " + wanted);
                return (int) (free / 2);
            }
        }
        return wanted;
    }

    /** Runs a program to its end, and checks that nothing is left. */
    final <T> T run(AsyncCallable<T> main) {
        Leaks before = Leaks.now();
        EventLoop loop;
        T value;
        try (Runner runner = Runner.builder().build()) {
            loop = runner.loop();
            loop.setExceptionHandler((where, error) -> reports.add(error));
            value = runner.run(async(main));
        }
        before.check(loop);
        return value;
    }

    /** Runs a program, and compares what it logs with what its Python twin printed. */
    final void twin(String program, AsyncCallable<Void> main) throws IOException {
        run(main);
        try (var text = NetworkTest.class.getResourceAsStream("/network/" + program + ".txt")) {
            assertThat(text).as("recorded output of %s", program).isNotNull();
            assertThat(lines)
                    .containsExactlyElementsOf(
                            new String(text.readAllBytes(), ISO_8859_1).lines().toList());
        }
    }

    final void log(Object... parts) {
        StringJoiner line = new StringJoiner(" ");
        for (Object part : parts) {
            line.add(part instanceof Boolean yes ? (yes ? "True" : "False") : shown(part));
        }
        lines.add(line.toString());
    }

    private static String shown(Object part) {
        return part instanceof byte[] bytes ? "b'" + text(bytes).replace("\n", "\\n") + "'" : String.valueOf(part);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Starts a server on a free port of this machine. */
    static Coroutine<Server> serve(ConnectionHandler handler) throws IOException {
        return Streams.startServer(handler, HERE, 0);
    }

    static Coroutine<Server> serve(ConnectionHandler handler, ServerOptions options) throws IOException {
        return Streams.startServer(handler, HERE, 0, options);
    }

    static Coroutine<Connection> connect(Server server) throws IOException {
        return Streams.openConnection(HERE, server.port());
    }

    /** Lets turns pass until something has happened: the loop looks at its channels in each. */
    @Async
    static Coroutine<Void> until(BooleanSupplier happened) {
        while (!happened.getAsBoolean()) {
            await(yieldNow());
        }
        return completed();
    }

    /** Closes both ends, and waits for them. */
    @Async
    static Coroutine<Void> close(Connection connection, Server server) throws IOException {
        connection.close();
        await(connection.waitClosed());
        server.close();
        await(server.waitClosed());
        return completed();
    }
}
