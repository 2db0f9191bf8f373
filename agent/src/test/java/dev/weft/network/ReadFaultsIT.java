package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.IncompleteReadException;
import dev.weft.net.LimitOverrunException;
import dev.weft.net.Server;
import dev.weft.net.StreamReader;
import dev.weft.net.Streams;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults 14 to 21: what a reader meets. */
class ReadFaultsIT extends NetworkTest {
    private static final int LIMIT = 64;

    @Async
    private static Coroutine<Void> echo(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (await(connection.reader().read(buffer)) >= 0) {
            connection.writer().write(buffer.flip());
            buffer.clear();
            await(connection.writer().drain());
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> send(Connection connection, byte[] bytes) throws IOException {
        connection.writer().write(bytes);
        await(connection.writer().drain());
        return completed();
    }

    // 14

    @Async
    private Coroutine<Void> endOf(String sent) throws IOException {
        Server server = await(serve(connection -> send(connection, bytes(sent))));
        Connection connection = await(connect(server));
        StreamReader reader = connection.reader();
        for (int i = 0; i < 2; i++) {
            try {
                await(reader.readExactly(10));
            } catch (IncompleteReadException e) {
                log(text(e.partial()), e.expected());
            }
            try {
                await(reader.readUntil(bytes("ab")));
            } catch (IncompleteReadException e) {
                log(text(e.partial()), e.expected());
            }
            log(await(reader.readLine()).length, await(reader.read(5)).length, await(reader.read(-1)).length);
            log(await(reader.read(ByteBuffer.allocate(3))), reader.atEof());
        }
        await(close(connection, server));
        return completed();
    }

    @Test
    void end_ofTheStream_isMetAgainAndAgain() {
        run(() -> endOf("xa"));
        assertThat(lines).containsExactly("xa 10", " -1", "0 0 0", "-1 True", " 10", " -1", "0 0 0", "-1 True");
    }

    @Async
    private Coroutine<Void> idleAfterTheEnd() throws IOException {
        Server server = await(serve(connection -> completed()));
        Connection connection = await(connect(server));
        await(connection.reader().read(-1));
        long before = cpu();
        await(sleep(Duration.ofMillis(200)));
        log(cpu() - before < 50_000_000);
        await(close(connection, server));
        return completed();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void loop_withAConnectionWhosePeerHasEnded_doesNotSpin() {
        run(this::idleAfterTheEnd);
        assertThat(lines).containsExactly("True");
    }

    // 15

    @Async
    private static Coroutine<Void> sendAndReset(Connection connection, String bytes) throws IOException {
        await(connection.writer().writeAll(bytes(bytes)));
        await(connection.reader().readExactly(1));
        connection.abort();
        return completed();
    }

    @Async
    private Coroutine<Void> resetWithUnreadBytes() throws IOException {
        Server server = await(serve(connection -> sendAndReset(connection, "unread")));
        Connection connection = await(connect(server));
        await(until(() -> connection.reader().buffered() == 6));
        connection.writer().write(bytes("x"));
        await(until(() -> connection.reader().exception() != null));
        try {
            await(connection.reader().read(10));
        } catch (SocketException e) {
            log("reset wins");
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void reset_withBytesThatWereNotRead_winsAsInPython() {
        run(this::resetWithUnreadBytes);
        assertThat(lines).containsExactly("reset wins");
    }

    @Async
    private Coroutine<Void> resetWhilePaused() throws IOException {
        Server server = await(serve(connection -> sendAndReset(connection, "y".repeat(200_000))));
        Connection connection = await(Streams.openConnection(
                HERE, server.port(), ConnectOptions.defaults().limit(LIMIT)));
        await(until(() -> connection.reader().buffered() > 2 * LIMIT));
        connection.writer().write(bytes("x"));
        await(until(() -> server.connections() == 0));
        try {
            while (true) {
                await(connection.reader().readExactly(1000));
            }
        } catch (SocketException e) {
            log("reset", connection.isClosing());
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void reset_ofAReaderThatIsPaused_isThrownWhenItReadsOn() {
        run(this::resetWhilePaused);
        assertThat(lines).containsExactly("reset True");
    }

    // 16, 20

    @Async
    private Coroutine<Void> lineWithoutEnd() throws IOException {
        int sent = 1 << 20;
        Server server = await(serve(connection -> send(connection, new byte[sent])));
        Connection connection = await(Streams.openConnection(
                HERE, server.port(), ConnectOptions.defaults().limit(LIMIT)));
        StreamReader reader = connection.reader();
        await(until(() -> reader.buffered() > 2 * LIMIT));
        for (int i = 0; i < 100; i++) {
            await(yieldNow());
        }
        log("bounded", reader.buffered() <= 2 * LIMIT + (1 << 16));
        int kept = reader.buffered();
        try {
            await(reader.readUntil(bytes("\n")));
        } catch (LimitOverrunException e) {
            log("kept", reader.buffered() == kept, e.getMessage().contains("limit(..)"));
        }
        log("much more than the limit", await(reader.readExactly(sent - 1)).length == sent - 1);
        await(close(connection, server));
        return completed();
    }

    @Test
    void lineWithoutEnd_andALimit_isBoundedAndThenReadAsAsked() {
        run(this::lineWithoutEnd);
        assertThat(lines).containsExactly("bounded True", "kept True True", "much more than the limit True");
    }

    // 17

    @Async
    private static Coroutine<Void> dripInto(Connection to, int count) throws IOException {
        byte[] one = {'x'};
        for (int i = 0; i < count; i++) {
            to.writer().write(one);
            await(yieldNow());
        }
        to.writer().write(bytes("\n"));
        return completed();
    }

    @Async
    private static Coroutine<Integer> lineByteByByte(int count) throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> dripping = createTask(() -> dripInto(pair.client(), count));
        int length = await(pair.server().reader().readLine()).length;
        await(dripping);
        return completed(length);
    }

    @Test
    void line_thatComesByteByByte_isReadInOnePass() throws IOException {
        try (TestLoop loop = new TestLoop()) {
            assertThat(loop.run(lineByteByByte(60_000))).isEqualTo(60_001);
        }
    }

    // 18

    @Async
    private Coroutine<Void> cancelInTheTurn() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        StreamReader reader = pair.server().reader();
        ByteBuffer into = ByteBuffer.allocate(10);
        Task<Integer> reading = createTask(() -> reader.read(into));
        await(yieldNow());
        pair.client().writer().write(bytes("abc"));
        await(until(() -> reader.buffered() == 3));
        reading.cancel();
        try {
            await(reading);
        } catch (CancelledError e) {
            log("cancelled", into.position());
        }
        Task<byte[]> huge = createTask(() -> reader.readExactly(1 << 30));
        await(yieldNow());
        huge.cancel();
        try {
            await(huge);
        } catch (CancelledError e) {
            log("buffered", reader.buffered());
        }
        log(await(reader.readExactly(3)));
        return completed();
    }

    @Test
    void read_thatIsCancelledInTheTurnInWhichBytesCome_losesNone() {
        run(this::cancelInTheTurn);
        assertThat(lines).containsExactly("cancelled 0", "buffered 3", "b'abc'");
    }

    // 21

    @Async
    private static Coroutine<Void> flood(Server server, boolean[] stop) throws IOException {
        Connection connection = await(connect(server));
        ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16);
        Task<Long> sink = createTask(() -> swallow(connection.reader()));
        while (!stop[0]) {
            chunk.clear();
            connection.writer().write(chunk);
            await(connection.writer().drain());
            await(yieldNow());
        }
        connection.writer().writeEof();
        await(sink);
        connection.close();
        return completed();
    }

    @Async
    private static Coroutine<Long> swallow(StreamReader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        long total = 0;
        for (int count = await(reader.read(buffer)); count >= 0; count = await(reader.read(buffer))) {
            total += count;
            buffer.clear();
        }
        return completed(total);
    }

    @Async
    private Coroutine<Void> quietOnes() throws IOException {
        Server server = await(serve(connection -> echo(connection)));
        boolean[] stop = {false};
        Task<Void> flooding = createTask(() -> flood(server, stop));
        List<Connection> quiet = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            quiet.add(await(connect(server)));
        }
        for (int round = 0; round < 3; round++) {
            for (Connection each : quiet) {
                each.writer().write(bytes("ping"));
                assertThat(text(await(each.reader().readExactly(4)))).isEqualTo("ping");
            }
            await(sleep(Duration.ofMillis(1)));
        }
        stop[0] = true;
        await(flooding);
        quiet.forEach(Connection::close);
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void connectionsAndTimers_besideOneThatFloods_areServed() {
        run(this::quietOnes);
    }

    // lines() and transferTo

    @Async
    private Coroutine<Void> linesLeftEarly() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        pair.client().writer().write(bytes("a\nb\nc"));
        pair.client().writer().writeEof();
        AsyncIterator<byte[]> lines = pair.server().reader().lines();
        await(lines.advance(), IOException.class);
        log(lines.current());
        AsyncIterator<byte[]> rest = pair.server().reader().lines();
        while (await(rest.advance(), IOException.class)) {
            log(rest.current());
        }
        return completed();
    }

    @Test
    void lines_leftEarly_loseNothing() {
        run(this::linesLeftEarly);
        assertThat(lines).containsExactly("b'a\\n'", "b'b\\n'", "b'c'");
    }

    @Async
    private Coroutine<Void> relay() throws IOException {
        int size = 1 << 22;
        Server source = await(serve(connection -> send(connection, new byte[size])));
        Server sink = await(serve(this::countAll));
        Connection from = await(connect(source));
        Connection to = await(connect(sink));
        log("relayed", await(from.reader().transferTo(to.writer())) == size);
        to.writer().writeEof();
        log("told", text(await(to.reader().readLine())).trim().equals(String.valueOf(size)));
        await(close(from, source));
        await(close(to, sink));
        return completed();
    }

    @Async
    private Coroutine<Void> countAll(Connection connection) throws IOException {
        long total = await(swallow(connection.reader()));
        connection.writer().write(bytes(total + "\n"));
        return completed();
    }

    @Test
    void transferTo_anotherConnection_passesAllOn() {
        run(this::relay);
        assertThat(lines).containsExactly("relayed True", "told True");
    }
}
