package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Faults 35 to 37 and 41: what a peer may do to TLS. */
class TlsFaultsIT extends TlsTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    // 35, the server

    private static byte[] sslv2Hello() {
        byte[] hello = new byte[48];
        byte[] start = {(byte) 0x80, 0x2e, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10};
        System.arraycopy(start, 0, hello, 0, start.length);
        return hello;
    }

    private static Socket rawClient(Server server, byte[] first) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(first);
        return socket;
    }

    /** A client that is no TLS client is dropped, and the next one is served. */
    @Async
    private Coroutine<Void> meets(Server server, Socket client) throws IOException {
        await(dropped(server, client));
        Connection good = await(connectTls(server, clientTls()));
        good.writer().write(bytes("still here\n"));
        log(await(good.reader().readLine()));
        good.close();
        await(good.waitClosed());
        await(until(() -> server.connections() == 0));
        return completed();
    }

    @Async
    private static Coroutine<Void> dropped(Server server, Socket client) throws IOException {
        await(until(() -> server.connections() == 1));
        await(until(() -> server.connections() == 0));
        client.close();
        return completed();
    }

    @Async
    private Coroutine<Void> strangers() throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        byte[] noise = new byte[100];
        java.util.Arrays.fill(noise, (byte) 0xa5);
        await(meets(server, rawClient(server, noise)));
        await(meets(server, rawClient(server, bytes("GET / HTTP/1.1\r\nHost: here\r\n\r\n"))));
        await(meets(server, rawClient(server, sslv2Hello())));
        Socket ends = rawClient(server, new byte[] {22, 3, 1});
        ends.shutdownOutput();
        await(meets(server, ends));
        Socket resets = rawClient(server, new byte[] {22, 3, 1});
        await(until(() -> server.connections() == 1));
        resets.setSoLinger(true, 0);
        resets.close();
        await(until(() -> server.connections() == 0));
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Async
    private Coroutine<Void> silentStranger() throws IOException {
        Server server =
                await(serveTls(connection -> echo(connection), serverTls().handshakeTimeout(SHORT)));
        for (int i = 0; i < 2; i++) { // the server goes on, and drops the second as well
            await(dropped(server, rawClient(server, new byte[] {22})));
        }
        log(server.isServing());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void server_thatMeetsSilence_dropsItAfterTheHandshakeTimeout() {
        run(this::silentStranger);
        assertThat(lines).containsExactly("True");
        assertThat(reports).isEmpty();
    }

    @Test
    void server_thatMeetsStrangers_dropsThemInSilenceAndGoesOn() {
        run(this::strangers);
        assertThat(lines).hasSize(4).containsOnly("b'still here\\n'");
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> closedInTheHandshake() throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        Socket silent = rawClient(server, new byte[] {22});
        await(until(() -> server.connections() == 1));
        server.close();
        await(server.waitClosed());
        log(server.connections());
        silent.close();
        return completed();
    }

    @Test
    void server_thatIsClosed_dropsHandshakes() {
        run(this::closedInTheHandshake);
        assertThat(lines).containsExactly("0");
    }

    // 35, the client

    /** What a server of another kind does with a client that has said hello. */
    private interface Deed {
        void to(Socket client) throws IOException;
    }

    @Async
    private Coroutine<Void> toAStranger(ConnectOptions options, Deed deed) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<Void> serving = createTask(() -> toThread(() -> {
                try (Socket client = listening.accept()) {
                    client.getInputStream().read(new byte[1000]);
                    deed.to(client);
                }
                return null;
            }));
            try {
                await(Streams.openConnection(HERE, listening.getLocalPort(), options));
                log("connected");
            } catch (IOException e) {
                log(e.getClass().getSimpleName());
            }
            await(serving);
        }
        return completed();
    }

    private static void untilGone(Socket client) throws IOException {
        try {
            client.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(client.isClosed()).isFalse(); // the client has reset it
        }
    }

    @Test
    void client_thatMeetsAStranger_throwsWhatHasHappened() {
        ConnectOptions options = ConnectOptions.defaults().tls(clientTls());
        run(() -> toAStranger(
                options, client -> client.getOutputStream().write(bytes("HTTP/1.1 400 Bad Request\r\n\r\n"))));
        run(() -> toAStranger(options, client -> {}));
        run(() -> toAStranger(options, client -> client.setSoLinger(true, 0)));
        run(() -> toAStranger(
                ConnectOptions.defaults().tls(clientTls().handshakeTimeout(SHORT)), TlsFaultsIT::untilGone));
        run(() -> toAStranger(options.timeout(SHORT.multipliedBy(2)), TlsFaultsIT::untilGone));
        assertThat(lines.get(0)).startsWith("SSL");
        assertThat(lines.subList(1, 5))
                .containsExactly(
                        "SocketException", "SocketException", "SSLHandshakeException", "SocketTimeoutException");
    }

    @Async
    private Coroutine<Void> cancelAfter(int turns) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        Task<Connection> opening = createTask(() -> connectTls(server, clientTls()));
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        opening.cancel();
        try {
            await(opening).abort();
        } catch (CancelledError e) {
            log("cancelled");
        }
        server.close();
        server.abortClients();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void connect_thatIsCancelledInAnyTurnOfTheHandshake_leavesNothing() {
        for (int i = 0; i < 40; i += i < 12 ? 1 : 7) {
            int turns = i;
            run(() -> cancelAfter(turns));
        }
        assertThat(lines).contains("cancelled");
        assertThat(reports).allMatch(report -> report.exception() instanceof SocketException);
    }

    // 36

    private static SSLSocket over(Socket raw) throws IOException {
        SSLSocket secured = (SSLSocket) Certificates.context(null, "server")
                .getSocketFactory()
                .createSocket(raw, "localhost", raw.getPort(), false);
        secured.startHandshake();
        return secured;
    }

    @Async
    private Coroutine<Void> readToTheEnd(Connection connection) throws IOException {
        log(await(connection.reader().readLine()), await(connection.reader().readExactly(2)));
        try {
            log("clean", await(connection.reader().read(-1)));
        } catch (SSLException e) {
            boolean isKnown = connection.reader().exception() == e;
            log("truncated", e.getMessage().contains("close_notify"), connection.isClosing(), isKnown);
        }
        connection.writer().write(bytes("bye\n"));
        await(connection.writer().drain());
        return completed();
    }

    @Async
    private Coroutine<Void> endsWith(TlsOptions tls, boolean notify) throws IOException {
        Server server = await(serveTls(this::readToTheEnd, tls));
        Task<String> talking = createTask(() -> toThread(() -> {
            try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port());
                    SSLSocket secured = over(raw)) {
                secured.getOutputStream().write(bytes("line\nabrest"));
                if (notify) {
                    secured.shutdownOutput();
                } else {
                    raw.shutdownOutput();
                }
                return text(secured.getInputStream().readNBytes(4));
            }
        }));
        log("peer", await(talking).strip());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void end_withoutCloseNotify_isATruncationOfReadsToTheEndOnly() {
        run(() -> endsWith(serverTls(), false));
        assertThat(lines).containsExactly("b'line\\n' b'ab'", "truncated True False True", "peer bye");
        lines.clear();
        run(() -> endsWith(serverTls(), true));
        assertThat(lines).containsExactly("b'line\\n' b'ab'", "clean b'rest'", "peer bye");
        assertThat(reports).isEmpty();
    }

    // 37

    @Async
    private Coroutine<Void> closeWithout(TlsOptions tls, boolean answers) throws IOException {
        Event closed = new Event();
        Server server = await(serveTls(connection -> closeNow(connection, closed), tls));
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Task<SSLSocket> securing = createTask(() -> toThread(() -> {
                SSLSocket secured = over(raw);
                if (answers) {
                    secured.shutdownOutput();
                }
                return secured;
            }));
            SSLSocket secured = await(securing);
            await(closed.waitUntilSet());
            log("peer", raw.isClosed(), secured.isClosed());
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Async
    private Coroutine<Void> closeNow(Connection connection, Event closed) throws IOException {
        connection.close();
        try {
            await(connection.waitClosed());
            log("closed");
        } catch (SocketTimeoutException e) {
            log("no answer", e.getMessage().contains("close_notify"));
        }
        closed.set();
        return completed();
    }

    @Test
    void close_withAPeerThatDoesNotAnswer_endsAfterTheShutdownTimeout() {
        run(() -> closeWithout(serverTls().shutdownTimeout(SHORT), false));
        assertThat(lines).containsExactly("no answer True", "peer False False");
    }

    @Test
    void close_withAPeerThatHasNotifiedAndDoesNoMore_waitsForNothing() {
        run(() -> closeWithout(serverTls().shutdownTimeout(Duration.ofHours(1)), true));
        assertThat(lines).containsExactly("closed", "peer False False");
    }

    @Async
    private Coroutine<Void> slowPeer() throws IOException {
        Connection.Pair pair = await(pair(clientTls(), serverTls()));
        pair.client().writer().write(new byte[1 << 20]);
        pair.client().close();
        int read = 0;
        while (read < 1 << 20) {
            read += await(pair.server().reader().read(60_000)).length;
            await(sleep(Duration.ofSeconds(3))); // each time less than the shutdown timeout, together more
        }
        log("all", read, await(pair.server().reader().read(1)));
        pair.server().close();
        await(pair.client().waitClosed());
        Connection.Pair other = await(pair(clientTls(), serverTls()));
        other.client().writer().write(new byte[1 << 20]);
        other.client().close();
        try {
            await(other.client().waitClosed());
        } catch (SocketTimeoutException e) {
            log("read nothing", e.getMessage().contains("has not read all"));
        }
        return completed();
    }

    @Test
    void close_withPendingBytes_waitsAsLongAsThePeerReads() {
        try (TestLoop loop = new TestLoop()) {
            loop.run(async(this::slowPeer));
        }
        assertThat(lines).containsExactly("all 1048576 b''", "read nothing True");
    }

    @Async
    private Coroutine<Void> halfClosedAndIdle() throws IOException {
        Event end = new Event();
        Server server = await(serveTls(connection -> end.waitUntilSet(), serverTls()));
        Connection connection = await(connectTls(server, clientTls()));
        connection.writer().writeEof();
        await(sleep(SHORT));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        await(sleep(Duration.ofMillis(200)));
        log("idle", ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before < 20_000_000);
        end.set();
        await(connection.reader().read(-1));
        await(close(connection, server));
        return completed();
    }

    @Test
    void halfClosedConnection_doesNotSpin() {
        run(this::halfClosedAndIdle);
        assertThat(lines).containsExactly("idle True");
    }

    // resets, and close at the same time

    @Async
    private Coroutine<Void> resetInTheMiddle() throws IOException {
        Event go = new Event();
        Server server = await(serveTls(
                connection -> async(() -> {
                    await(go.waitUntilSet());
                    connection.abort();
                    return completed();
                }),
                serverTls()));
        Connection connection = await(connectTls(server, clientTls()));
        connection.writer().write(new byte[1 << 23]);
        Task<Void> all = createTask(() -> connection.writer().writeAll(new byte[1 << 20]));
        await(yieldNow());
        go.set();
        try {
            await(all, SocketException.class);
        } catch (SocketException e) {
            log("writeAll");
        }
        try {
            await(connection.reader().read(1));
        } catch (SocketException e) {
            log("read");
        }
        try {
            await(connection.waitClosed());
        } catch (SocketException e) {
            log("waitClosed", connection.writer().writeBufferSize());
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void reset_whileTextWaits_failsWhatWaits() {
        run(this::resetInTheMiddle);
        assertThat(lines).containsExactly("writeAll", "read", "waitClosed 0");
    }

    @Async
    private Coroutine<Void> closeAtTheSameTime(String version) throws IOException {
        Server server = await(serveTls(connection -> completed(), only(serverTls(), version)));
        for (int i = 0; i < 10; i++) {
            Connection connection = await(connectTls(server, clientTls()));
            for (int turn = 0; turn < i; turn++) {
                await(yieldNow());
            }
            connection.writer().write(bytes("x"));
            connection.close();
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
        VERSIONS.forEach(version -> run(() -> closeAtTheSameTime(version)));
    }

    // 41

    private static SNIMatcher only(String name) {
        return new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName asked) {
                return text(asked.getEncoded()).equals(name);
            }
        };
    }

    @Async
    private Coroutine<Void> sni(String name) throws IOException {
        TlsOptions tls = serverTls().parameters(parameters -> parameters.setSNIMatchers(List.of(only("localhost"))));
        Server server = await(serveTls(connection -> echo(connection), tls));
        try {
            Connection connection = await(connectTls(server, clientTls().serverHostname(name)));
            log("known");
            connection.close();
        } catch (SSLHandshakeException e) {
            log("unknown", e.getMessage().contains("unrecognized_name"));
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void name_isSentToTheServer_evenWithoutADot() {
        run(() -> sni("localhost"));
        run(() -> sni("nobody"));
        assertThat(lines).containsExactly("known", "unknown True");
        assertThat(reports).isEmpty();
    }
}
