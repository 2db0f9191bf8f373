package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.StreamWriter;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 22 to 28: what a writer meets. */
class WriteFaultsIT extends NetworkTest {
    private static final int MUCH = 1 << 23;

    @Async
    private static Coroutine<Void> readWhen(Event go, Connection connection, ByteBuffer all) throws IOException {
        await(go.waitUntilSet());
        int count = 0;
        while (count >= 0 && all.hasRemaining()) {
            count = await(connection.reader().read(all));
        }
        return completed();
    }

    // 22, 25

    @Async
    private Coroutine<Void> shortWrites(Path file) throws IOException {
        byte[] sent = new byte[MUCH];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31 + i / 251);
        }
        int quarter = MUCH / 4;
        Files.write(file, Arrays.copyOfRange(sent, 3 * quarter, MUCH));
        Event go = new Event();
        ByteBuffer received = ByteBuffer.allocate(MUCH);
        Server server = await(serve(connection -> readWhen(go, connection, received)));
        Connection connection = await(Streams.openConnection(
                HERE, server.port(), ConnectOptions.defaults().option(StandardSocketOptions.SO_SNDBUF, 4096)));
        StreamWriter writer = connection.writer();
        writer.write(ByteBuffer.wrap(sent, 0, quarter));
        log("kept", writer.writeBufferSize() > 1 << 16);
        writer.write(
                ByteBuffer.wrap(sent, quarter, 10),
                ByteBuffer.wrap(sent, quarter + 10, 0),
                ByteBuffer.wrap(sent, quarter + 10, quarter - 10));
        go.set();
        await(writer.drain());
        await(writer.writeAll(ByteBuffer.wrap(sent, 2 * quarter, quarter)));
        log("taken", writer.writeBufferSize());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            log("file", await(writer.sendFile(channel, 0, Long.MAX_VALUE)) == quarter);
        }
        writer.writeEof();
        await(connection.reader().read(-1));
        await(close(connection, server));
        log("same", Arrays.equals(sent, received.array()));
        return completed();
    }

    @Test
    void bytes_writtenInFourWaysThroughASmallBuffer_arriveInOrder(@TempDir Path directory) {
        run(() -> shortWrites(directory.resolve("file")));
        assertThat(lines).containsExactly("kept True", "taken 0", "file True", "same True");
    }

    // 23

    @Async
    private static Coroutine<Void> neverRead(Event go, Connection connection) {
        await(go.waitUntilSet());
        connection.abort();
        return completed();
    }

    @Async
    private Coroutine<Void> drainOf(StreamWriter writer, int number) throws IOException {
        try {
            await(writer.drain());
            log(number, "drained");
        } catch (SocketException e) {
            log(number, "lost");
        }
        return completed();
    }

    @Async
    private Coroutine<Void> resetWhileDraining() throws IOException {
        Event go = new Event();
        Server server = await(serve(connection -> neverRead(go, connection)));
        Connection connection = await(connect(server));
        connection.writer().write(new byte[MUCH]);
        List<Task<Void>> draining = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            draining.add(createTask(() -> drainOf(connection.writer(), number)));
        }
        await(yieldNow());
        go.set();
        for (Task<Void> each : draining) {
            await(each);
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void drains_whoseConnectionIsReset_throwInOrder() {
        run(this::resetWhileDraining);
        assertThat(lines).hasSize(1000).first().isEqualTo("0 lost");
        assertThat(lines.get(999)).isEqualTo("999 lost");
    }

    @Async
    private Coroutine<Void> abortWhileDraining() throws IOException {
        Event never = new Event();
        Server server = await(serve(connection -> neverRead(never, connection)));
        Connection connection = await(connect(server));
        connection.writer().write(new byte[MUCH]);
        Task<Void> draining = createTask(() -> drainOf(connection.writer(), 1));
        Task<Void> whole = createTask(() -> writeMuch(connection.writer()));
        await(yieldNow());
        connection.abort();
        await(draining);
        await(whole);
        await(connection.waitClosed());
        never.set();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Async
    private Coroutine<Void> writeMuch(StreamWriter writer) throws IOException {
        try {
            await(writer.writeAll(new byte[MUCH]));
            log("written");
        } catch (SocketException e) {
            log("not written");
        }
        return completed();
    }

    @Test
    void abort_whileOthersWaitForTheWriter_endsTheirWait() {
        run(this::abortWhileDraining);
        assertThat(lines).containsExactly("1 drained", "not written");
    }

    // 24, 27

    @Async
    private Coroutine<Void> lossWithoutATurn() throws IOException {
        Connection connection;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connection = await(Streams.openConnection(HERE, listening.getLocalPort()));
            try (Socket peer = listening.accept()) {
                peer.setSoLinger(true, 0);
            }
        }
        try {
            while (true) { // no turn of the loop passes in here
                connection.writer().write(bytes("x"));
                await(connection.writer().drain());
            }
        } catch (SocketException e) {
            log("lost");
        }
        return completed();
    }

    @Test
    void drain_inALoopThatNeverSuspends_reportsTheLoss() {
        run(this::lossWithoutATurn);
        assertThat(lines).containsExactly("lost");
    }

    @Async
    private Coroutine<Void> writeAfterThePeersEnd() throws IOException {
        Server server = await(serve(this::endThenRead));
        Connection connection = await(connect(server));
        log(await(connection.reader().read(-1)));
        connection.writer().write(bytes("still"));
        await(connection.writer().drain());
        connection.writer().writeEof();
        await(connection.reader().read(-1));
        await(close(connection, server));
        return completed();
    }

    @Async
    private Coroutine<Void> endThenRead(Connection connection) throws IOException {
        connection.writer().writeEof();
        log(await(connection.reader().read(-1)));
        return completed();
    }

    @Test
    void write_afterThePeersEnd_arrives() {
        run(this::writeAfterThePeersEnd);
        assertThat(lines).containsExactly("b''", "b'still'");
    }

    // 26

    @Async
    private Coroutine<Void> cancelHalfWay() throws IOException {
        Event go = new Event();
        ByteBuffer received = ByteBuffer.allocate(MUCH + 3);
        Server server = await(serve(connection -> readWhen(go, connection, received)));
        Connection connection = await(connect(server));
        byte[] sent = new byte[MUCH];
        Arrays.fill(sent, (byte) 7);
        ByteBuffer lent = ByteBuffer.wrap(sent);
        Task<Void> writing = createTask(() -> connection.writer().writeAll(lent));
        await(yieldNow());
        await(yieldNow());
        writing.cancel();
        try {
            await(writing);
        } catch (CancelledError e) {
            log("cancelled", connection.writer().writeBufferSize() > 0);
        }
        Arrays.fill(sent, (byte) 9); // the buffer is ours again
        connection.writer().write(bytes("end"));
        go.set();
        connection.writer().writeEof();
        await(connection.reader().read(-1));
        await(close(connection, server));
        boolean untouched = true;
        for (int i = 0; i < MUCH; i++) {
            untouched &= received.get(i) == 7;
        }
        log("whole", untouched, received.get(MUCH) == 'e');
        return completed();
    }

    @Test
    void writeAll_thatIsCancelledHalfWay_tearsNothing() {
        run(this::cancelHalfWay);
        assertThat(lines).containsExactly("cancelled True", "whole True True");
    }

    // 28

    @Async
    private Coroutine<Void> shrinkingFile(Path path) throws IOException {
        Files.write(path, new byte[MUCH]);
        Event go = new Event();
        ByteBuffer received = ByteBuffer.allocate(MUCH);
        Server server = await(serve(connection -> readWhen(go, connection, received)));
        Connection connection = await(connect(server));
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Task<Long> sending = createTask(() -> connection.writer().sendFile(file, 0, MUCH));
            await(yieldNow());
            try {
                connection.writer().write(bytes("between"));
            } catch (IllegalStateException e) {
                log("one at a time");
            }
            while (connection.writer().writeBufferSize() > 0) {
                await(yieldNow());
            }
            file.truncate(MUCH / 2);
            go.set();
            long sent = await(sending);
            connection.writer().writeEof();
            await(connection.reader().read(-1));
            log("short", sent <= MUCH && sent >= MUCH / 2, received.position() == sent);
        }
        await(close(connection, server));
        return completed();
    }

    @Test
    void sendFile_ofAFileThatShrinks_endsAtItsEnd(@TempDir Path directory) {
        run(() -> shrinkingFile(directory.resolve("file")));
        assertThat(lines).containsExactly("one at a time", "short True True");
    }

    @Async
    private Coroutine<Void> resetDuringFile(Path path) throws IOException {
        Files.write(path, new byte[MUCH]);
        Event go = new Event();
        Server server = await(serve(connection -> neverRead(go, connection)));
        Connection connection = await(connect(server));
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Task<Long> sending = createTask(() -> connection.writer().sendFile(file, 0, MUCH));
            await(yieldNow());
            go.set();
            try {
                await(sending, SocketException.class);
            } catch (SocketException e) {
                log("lost", file.isOpen());
            }
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void sendFile_whosePeerResets_throws(@TempDir Path directory) {
        run(() -> resetDuringFile(directory.resolve("file")));
        assertThat(lines).containsExactly("lost True");
    }

    @Async
    private Coroutine<Void> endWhileSending(Connection.Pair pair, Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            Task<Long> sending = createTask(() -> pair.client().writer().sendFile(file, 0, MUCH));
            await(sleep(Duration.ofMillis(1)));
            try {
                pair.client().writer().writeEof();
            } catch (IllegalStateException e) {
                log(e.getMessage());
            }
            pair.client().close();
            byte[] received = await(pair.server().reader().read(-1));
            log(received.length < MUCH);
            await(sending, IOException.class);
        } catch (SocketException e) {
            log(e.getMessage());
        }
        pair.server().close();
        return completed();
    }

    @Test
    void sendFile_whoseConnectionIsClosed_throwsAndIsNotCutShortInSilence(@TempDir Path directory) throws IOException {
        Path path = Files.write(directory.resolve("file"), new byte[MUCH]);
        run(() -> endWhileSending(Connection.memoryPair(), path));
        assertThat(lines)
                .containsExactly(
                        "writeEof while sendFile is under way: it would cut the file short",
                        "True",
                        "Connection lost: it was closed on this side");
    }
}
