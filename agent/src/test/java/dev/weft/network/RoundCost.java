package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;

import com.sun.management.ThreadMXBean;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.DatagramEndpoint;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that sends 64 bytes there and back, and prints what a round allocates on both sides: for some times many rounds,
 * until that is nothing. It has a JVM of its own, in which nothing else has been compiled.
 */
final class RoundCost {
    private static final String HERE = "127.0.0.1";
    private static final int ROUNDS = 20_000;
    private static final int ATTEMPTS = 20;

    private RoundCost() {}

    /** So many rounds. */
    private interface Rounds {
        Coroutine<Void> go(int count) throws IOException;
    }

    @Async
    private static Coroutine<List<Long>> bytesPerRound(Rounds rounds) {
        List<Long> measured = new ArrayList<>();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        do {
            long before = thread.getCurrentThreadAllocatedBytes();
            Task<Void> talking = createTask(() -> rounds.go(ROUNDS));
            await(talking);
            measured.add((thread.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        } while (measured.get(measured.size() - 1) != 0 && measured.size() < ATTEMPTS);
        return completed(measured);
    }

    @Async
    static Coroutine<Void> echo(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        while (await(connection.reader().read(buffer)) >= 0) {
            buffer.flip();
            connection.writer().write(buffer);
            buffer.clear();
            await(connection.writer().drain());
        }
        return completed();
    }

    @Async
    static Coroutine<Void> onStream(Connection connection, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (int i = 0; i < count; i++) {
            buffer.clear();
            connection.writer().write(buffer);
            buffer.clear();
            while (buffer.hasRemaining()) {
                await(connection.reader().read(buffer));
            }
        }
        return completed();
    }

    @Async
    private static Coroutine<List<Long>> streams() throws IOException {
        try (Server server = await(Streams.startServer(connection -> echo(connection), HERE, 0));
                Connection connection = await(Streams.openConnection(HERE, server.port()))) {
            return completed(await(bytesPerRound(count -> onStream(connection, count))));
        }
    }

    @Async
    private static Coroutine<Void> onEndpoints(DatagramEndpoint one, DatagramEndpoint other, int count)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        for (int i = 0; i < count; i++) {
            await(one.send(buffer.clear(), other.localAddress()));
            await(other.receive(buffer.clear()));
            await(other.send(buffer.flip(), one.localAddress()));
            await(one.receive(buffer.clear()));
        }
        return completed();
    }

    @Async
    private static Coroutine<List<Long>> datagrams() throws IOException {
        try (DatagramEndpoint one = await(DatagramEndpoint.bind(HERE, 0));
                DatagramEndpoint other = await(DatagramEndpoint.bind(HERE, 0))) {
            return completed(await(bytesPerRound(count -> onEndpoints(one, other, count))));
        }
    }

    public static void main(String[] arguments) {
        System.out.println(run(() -> arguments[0].equals("streams") ? streams() : datagrams()));
    }
}
