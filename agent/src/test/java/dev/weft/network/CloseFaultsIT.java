package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 29 to 32, and 34: ends of a connection. */
class CloseFaultsIT extends NetworkTest {
    private static final int MUCH = 1 << 23;

    @Async
    private static Coroutine<Void> untilTold(Event go) {
        await(go.waitUntilSet());
        return completed();
    }

    // 29

    @Async
    private Coroutine<Void> readUntilClosed(Connection connection) throws IOException {
        log("read", await(connection.reader().read(10)));
        return completed();
    }

    @Async
    private Coroutine<Void> drainUntilClosed(Connection connection) throws IOException {
        await(connection.writer().drain());
        log("drained", connection.writer().writeBufferSize() <= 1 << 14);
        return completed();
    }

    @Async
    private Coroutine<Void> closeInTheMiddle() throws IOException {
        Event go = new Event();
        Server server = await(serve(connection -> swallowWhen(go, connection)));
        Connection connection = await(connect(server));
        connection.writer().write(new byte[MUCH]);
        Task<Void> reading = createTask(() -> readUntilClosed(connection));
        Task<Void> draining = createTask(() -> drainUntilClosed(connection));
        await(yieldNow());
        connection.close();
        connection.close();
        log("closing", connection.isClosing(), connection.writer().writeBufferSize() > 0);
        go.set();
        await(draining);
        await(reading);
        connection.abort();
        connection.close();
        await(connection.waitClosed());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Async
    private static Coroutine<Void> swallowWhen(Event go, Connection connection) throws IOException {
        await(go.waitUntilSet());
        await(connection.reader().read(-1));
        return completed();
    }

    @Test
    void close_whileOthersReadAndDrain_flushesAndEndsThem() {
        run(this::closeInTheMiddle);
        assertThat(lines).containsExactly("closing True True", "drained True", "read b''");
    }

    @Async
    private Coroutine<Void> closeAtTheSameTime() throws IOException {
        Server server = await(serve(connection -> completed()));
        for (int i = 0; i < 50; i++) {
            Connection connection = await(connect(server));
            for (int turn = 0; turn < i % 5; turn++) {
                await(yieldNow());
            }
            connection.writer().write(bytes("x"));
            connection.close();
            try {
                await(connection.waitClosed());
            } catch (SocketException e) {
                assertThat(connection.isClosing()).isTrue(); // the server was faster
            }
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void close_fromBothSidesAtTheSameTime_ends() {
        run(this::closeAtTheSameTime);
    }

    @Async
    private Coroutine<Void> sendFileUntilClosed(Connection connection, Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            log("sent", await(connection.writer().sendFile(file, 0, MUCH)));
        } catch (SocketException e) {
            log("sendFile ends");
        }
        return completed();
    }

    @Async
    private Coroutine<Void> closeDuringSendFile(Path path, boolean abort) throws Exception {
        Files.write(path, new byte[MUCH]);
        Event go = new Event();
        Server server = await(serve(connection -> swallowWhen(go, connection)));
        Connection connection = await(connect(server));
        Task<Void> sending = createTask(() -> sendFileUntilClosed(connection, path));
        for (int i = 0; i < 10; i++) {
            await(yieldNow());
        }
        log("under way", !sending.isDone());
        if (abort) {
            connection.abort();
        } else {
            connection.close();
        }
        await(waitFor(sending, Duration.ofSeconds(60)));
        go.set();
        await(connection.waitClosed());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void close_duringSendFile_endsIt(@TempDir Path directory) {
        run(() -> closeDuringSendFile(directory.resolve("file"), false));
        run(() -> closeDuringSendFile(directory.resolve("file"), true));
        assertThat(lines).containsExactly("under way True", "sendFile ends", "under way True", "sendFile ends");
    }

    // 30

    @Async
    private Coroutine<Void> peerThatNeverReads() throws IOException {
        Event go = new Event();
        Server server = await(serve(connection -> untilTold(go)));
        Connection connection = await(connect(server));
        connection.writer().write(new byte[MUCH]);
        connection.close();
        try {
            await(waitFor(connection.waitClosed(), Duration.ofMillis(20)));
        } catch (TimeoutException e) {
            log("waits");
        }
        connection.abort();
        await(connection.waitClosed());
        log("aborted", connection.writer().writeBufferSize());
        go.set();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void close_withAPeerThatNeverReads_waitsUntilItIsAborted() {
        run(this::peerThatNeverReads);
        assertThat(lines).containsExactly("waits", "aborted 0");
    }

    // 31

    @Async
    private Coroutine<Void> resetNow() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Connection connection = await(Streams.openConnection(HERE, listening.getLocalPort()));
            try (Socket peer = listening.accept()) {
                connection.abort(); // and no turn of the loop, before the peer looks
                peer.setSoTimeout(10_000);
                log(peer.getInputStream().read());
            } catch (SocketException e) {
                log("reset");
            }
        }
        return completed();
    }

    @Test
    void abort_resetsInTheCall() {
        run(this::resetNow);
        assertThat(lines).containsExactly("reset");
    }

    // 32

    @Async
    private Coroutine<Void> closeWithUnreadBytes() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Connection connection = await(Streams.openConnection(HERE, listening.getLocalPort()));
            try (Socket peer = listening.accept()) {
                peer.getOutputStream().write(new byte[1000]);
                connection.writer().write(bytes("answer"));
                connection.close();
                await(connection.waitClosed());
                log(text(peer.getInputStream().readAllBytes()));
            }
        }
        return completed();
    }

    @Test
    void close_withBytesThatWereNotRead_losesNothingThatWasWritten() {
        run(this::closeWithUnreadBytes);
        assertThat(lines).containsExactly("answer");
    }

    // 34

    @Async
    private Coroutine<Void> leaveALookUp() {
        createTask(() -> Streams.getAddressInfo("localhost", 1));
        await(yieldNow());
        return completed();
    }

    @Test
    void run_thatEndsDuringALookUp_endsAtOnce() {
        run(this::leaveALookUp);
    }

    // closeClients, abortClients

    @Async
    private Coroutine<Void> reportEnd(Connection connection) throws IOException {
        try {
            log("server", await(connection.reader().read(10)));
        } catch (SocketException e) {
            log("server lost");
        }
        return completed();
    }

    @Async
    private Coroutine<Void> endClients(boolean abort) throws IOException {
        Server server = await(serve(this::reportEnd));
        Connection connection = await(connect(server));
        await(until(() -> server.connections() == 1));
        for (int i = 0; i < 5; i++) {
            await(yieldNow());
        }
        if (abort) {
            server.abortClients();
        } else {
            server.closeClients();
        }
        try {
            log("client", await(connection.reader().read(10)));
        } catch (SocketException e) {
            log("client lost");
        }
        connection.close();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void clients_thatTheServerClosesOrAborts_endOnBothSides() {
        run(() -> endClients(false));
        assertThat(lines).containsExactlyInAnyOrder("server b''", "client b''");
        lines.clear();
        run(() -> endClients(true));
        assertThat(lines).containsExactlyInAnyOrder("server b''", "client lost");
    }
}
