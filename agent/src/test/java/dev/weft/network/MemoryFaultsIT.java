package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends of connections in memory, which are those of connections over TCP: each program runs over both. */
class MemoryFaultsIT extends NetworkTest {
    private static final int MUCH = 1 << 24;

    /** What both sides do. */
    private interface Talk {
        Coroutine<Void> between(Connection client, Connection server) throws IOException;
    }

    @Async
    private static Coroutine<Void> keep(Connection connection, List<Connection> accepted, Event done) {
        accepted.add(connection);
        await(done.waitUntilSet());
        return completed();
    }

    @Async
    private Coroutine<Void> overTcp(Talk talk) throws IOException {
        List<Connection> accepted = new ArrayList<>();
        Event done = new Event();
        Server server = await(serve(connection -> keep(connection, accepted, done)));
        Connection client = await(Streams.openConnection(HERE, server.port()));
        await(until(() -> !accepted.isEmpty()));
        await(talk.between(client, accepted.get(0)));
        client.abort();
        accepted.get(0).abort();
        done.set();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Async
    private Coroutine<Void> inMemory(Talk talk) throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        await(talk.between(pair.client(), pair.server()));
        pair.client().abort();
        pair.server().abort();
        return completed();
    }

    private void both(Talk talk, String... expected) {
        run(() -> overTcp(talk));
        assertThat(lines).as("over TCP").containsExactly(expected);
        lines.clear();
        run(() -> inMemory(talk));
        assertThat(lines).as("in memory").containsExactly(expected);
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> logClosed(Connection connection) {
        try {
            await(connection.waitClosed());
            log("closed");
        } catch (IOException e) {
            log(e instanceof SocketException);
        }
        return completed();
    }

    @Async
    private Coroutine<Void> closeThen(Connection client, Connection server, boolean abort) throws IOException {
        client.writer().write(new byte[MUCH]);
        client.close();
        Task<Void> closing = createTask(logClosed(client));
        await(sleep(Duration.ofMillis(1)));
        log("pending", !closing.isDone());
        if (abort) {
            server.abort();
        } else {
            server.close();
        }
        await(closing);
        return completed();
    }

    @Test
    void close_thatWaitsForItsBytes_endsWhenThePeerAborts() {
        both((client, server) -> closeThen(client, server, true), "pending True", "True");
    }

    @Test
    void close_thatWaitsForItsBytes_endsWhenThePeerCloses() {
        both((client, server) -> closeThen(client, server, false), "pending True", "True");
    }

    @Async
    private Coroutine<Void> drainTo(Connection client, Connection server) throws IOException {
        client.writer().write(new byte[MUCH]);
        Task<Void> draining = createTask(client.writer().drain());
        await(sleep(Duration.ofMillis(1)));
        server.close();
        try {
            await(draining, IOException.class);
            log("drained");
        } catch (SocketException e) {
            log("SocketException");
        }
        return completed();
    }

    @Test
    void drain_toAPeerThatClosesUnread_fails() {
        both(this::drainTo, "SocketException");
    }

    @Async
    private Coroutine<Void> writeIntoAClose(Connection client, Connection server) throws IOException {
        client.writer().write(new byte[MUCH]);
        client.close();
        await(sleep(Duration.ofMillis(1)));
        server.writer().write(bytes("late"));
        await(server.writer().drain());
        log(
                await(server.reader().readExactly(MUCH)).length == MUCH,
                await(server.reader().read(1)));
        return completed();
    }

    @Test
    void bytes_thatCrossAClose_takeNothingFromIt() {
        both(this::writeIntoAClose, "True b''");
    }

    @Async
    private Coroutine<Void> writeAndAbort(Connection client, Connection server) throws IOException {
        client.writer().write(bytes("a"));
        client.abort();
        try {
            byte[] first = await(server.reader().read(10));
            log(first.length > 0 ? await(server.reader().read(10)) : first);
        } catch (SocketException e) {
            log("SocketException");
        }
        return completed();
    }

    @Test
    void abort_behindAWrite_isNoOrderlyEnd() {
        both(this::writeAndAbort, "SocketException");
    }
}
