package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.TlsOptions;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** TLS on a connection that began in clear text; with fault 40, and fault 29 of startTls. */
class StartTlsIT extends TlsTest {
    @Async
    private Coroutine<Void> upgrade(Connection connection) throws IOException {
        log("server", await(connection.reader().readLine()), connection.sslSession() == null);
        connection.writer().write(bytes("go ahead\n"));
        await(connection.startTls(serverTls()));
        log("server secured", connection.sslSession().getProtocol());
        await(echo(connection));
        return completed();
    }

    @Async
    private Coroutine<Void> talk() throws IOException {
        Server server = await(serve(this::upgrade));
        Connection connection = await(connect(server));
        connection.writer().write(bytes("STARTTLS\n"));
        log("client", await(connection.reader().readLine()));
        await(connection.startTls(clientTls()));
        connection.writer().write(bytes("secret\n"));
        log("client", await(connection.reader().readLine()));
        await(close(connection, server));
        return completed();
    }

    @Test
    void startTls_onBothSides_goesOnEncrypted() {
        run(this::talk);
        assertThat(lines)
                .containsExactly(
                        "server b'STARTTLS\\n' True",
                        "client b'go ahead\\n'",
                        "server secured TLSv1.3",
                        "client b'secret\\n'");
    }

    // 40

    @Async
    private Coroutine<Void> behindTheLastLine(Connection connection) throws IOException {
        await(connection.reader().readLine()); // which has come together with the ClientHello
        log("buffered", connection.reader().buffered() > 0);
        await(connection.startTls(serverTls()));
        log("secured");
        await(echo(connection));
        return completed();
    }

    @Async
    private Coroutine<Void> oneSegment() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> serving = createTask(() -> behindTheLastLine(pair.server()));
        pair.client().writer().write(bytes("PROXY TCP4 127.0.0.1\n"));
        await(pair.client().startTls(clientTls().serverHostname("localhost")));
        pair.client().writer().write(bytes("secret\n"));
        log(await(pair.client().reader().readLine()));
        pair.client().close();
        await(serving);
        pair.server().close();
        await(pair.server().waitClosed());
        return completed();
    }

    @Async
    private Coroutine<Void> oneSegmentByHand() throws Exception {
        SSLEngine engine = Certificates.context(null, "server").createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        java.nio.ByteBuffer segment = java.nio.ByteBuffer.allocate(40_000).put(bytes("PROXY TCP4 127.0.0.1\n"));
        engine.wrap(java.nio.ByteBuffer.allocate(0), segment);
        byte[] together = java.util.Arrays.copyOf(segment.array(), segment.position());
        Connection.Pair pair = Connection.memoryPair();
        pair.client().writer().write(together);
        await(until(() -> pair.server().reader().buffered() == together.length));
        log("line", await(pair.server().reader().readLine()));
        Task<Void> securing = createTask(() -> pair.server().startTls(serverTls()));
        await(until(
                () -> pair.client().reader().buffered() > 0)); // the ServerHello: the engine has got the ClientHello
        byte[] answer = await(pair.client().reader().read(5));
        log("handshake record", answer[0], pair.server().reader().buffered());
        pair.client().abort();
        try {
            await(securing, SocketException.class);
        } catch (SocketException e) {
            log("reset");
        }
        return completed();
    }

    @Test
    void startTls_givesTheEngineWhatCameBehindTheLastLine() {
        run(this::oneSegment);
        assertThat(lines).contains("secured", "b'secret\\n'");
        lines.clear();
        run(this::oneSegmentByHand);
        assertThat(lines).containsExactly("line b'PROXY TCP4 127.0.0.1\\n'", "handshake record 22 0", "reset");
    }

    // mistakes, failures, cancels

    @Async
    private Coroutine<Void> untrusted() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> accepting = createTask(() -> pair.server().startTls(serverTls()));
        try {
            await(pair.client()
                    .startTls(TlsOptions.of(Certificates.context(null, "other")).serverHostname("localhost")));
        } catch (SSLException e) {
            log("client", pair.client().isClosing(), pair.client().reader().exception() == e);
        }
        try {
            await(accepting, SSLException.class);
        } catch (SSLException e) {
            log("server", e.getMessage().contains("certificate_unknown"));
        }
        return completed();
    }

    @Test
    void startTls_thatFails_losesTheConnection() {
        run(this::untrusted);
        assertThat(lines).containsExactly("client True True", "server True");
    }

    @Async
    private Coroutine<Void> refused() throws IOException {
        Connection.Pair pair = await(pair(clientTls(), serverTls()));
        pair.client().writer().writeEof();
        try {
            await(pair.client().startTls(clientTls()));
        } catch (IllegalStateException e) {
            log("after writeEof");
        }
        Connection.Pair other = Connection.memoryPair();
        Task<Void> first = createTask(() -> other.server().startTls(serverTls()));
        await(yieldNow());
        try {
            await(other.server().startTls(serverTls()));
        } catch (IllegalStateException e) {
            log("twice", e.getMessage().contains("under way"));
        }
        other.client().close();
        try {
            await(first, SocketException.class);
        } catch (SocketException e) {
            log("ended");
        }
        other.client().close();
        try {
            await(other.client().startTls(clientTls()));
        } catch (SocketException e) {
            log("after close");
        }
        pair.client().close();
        pair.server().close();
        return completed();
    }

    @Test
    void startTls_thatCannotBegin_isRefused() {
        run(this::refused);
        assertThat(lines).containsExactly("after writeEof", "twice True", "ended", "after close");
    }

    @Async
    private Coroutine<Void> cancelAfter(int turns) throws IOException {
        Server server = await(serve(connection -> connection.startTls(serverTls())));
        Connection connection = await(connect(server));
        Task<Void> securing = createTask(() -> connection.startTls(clientTls()));
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        securing.cancel();
        try {
            await(securing);
            connection.close();
        } catch (CancelledError e) {
            log("cancelled", connection.isClosing());
        }
        await(connection.waitClosed());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void startTls_thatIsCancelledInAnyOfItsTurns_leavesNothing() {
        for (int i = 1; i < 12; i++) {
            int turns = i;
            run(() -> cancelAfter(turns));
        }
        assertThat(lines).contains("cancelled True").doesNotContain("cancelled False");
    }

    // 29

    @Async
    private Coroutine<Void> secure(Connection connection) throws IOException {
        try {
            await(connection.startTls(clientTls()));
        } catch (SocketException e) {
            log("startTls", e.getMessage());
        }
        return completed();
    }

    @Async
    private Coroutine<Void> closeInTheMiddle(boolean abort) throws IOException {
        Event end = new Event();
        Server server = await(serve(connection -> end.waitUntilSet()));
        Connection connection = await(connect(server));
        Task<Void> securing = createTask(() -> secure(connection));
        for (int i = 0; i < 5; i++) {
            await(yieldNow());
        }
        if (abort) {
            connection.abort();
        } else {
            connection.close();
        }
        await(securing);
        await(connection.waitClosed());
        end.set();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void close_duringStartTls_endsIt() {
        run(() -> closeInTheMiddle(false));
        run(() -> closeInTheMiddle(true));
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("closed on this side"));
    }

    // text that is written meanwhile

    @Async
    private Coroutine<Void> writeDuringTheHandshake() throws IOException {
        Server server = await(serve(this::upgrade));
        Connection connection = await(connect(server));
        connection.writer().write(bytes("STARTTLS\n"));
        await(connection.reader().readLine());
        Task<Void> securing = createTask(() -> connection.startTls(clientTls()));
        await(yieldNow());
        connection.writer().write(bytes("early\n"));
        connection.writer().write(new byte[200_000]);
        connection.writer().write(bytes("\n"));
        Task<Void> draining = createTask(() -> connection.writer().drain());
        log("early", await(connection.reader().readLine()));
        await(securing);
        await(draining);
        connection.abort();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void write_duringStartTls_isSentAfterTheHandshake() {
        run(this::writeDuringTheHandshake);
        assertThat(lines).contains("early b'early\\n'");
    }

    // TLS inside of TLS

    @Async
    private Coroutine<Void> twice() throws IOException {
        Connection.Pair pair = await(pair(clientTls(), serverTls()));
        Task<Void> accepting = createTask(() -> pair.server().startTls(serverTls()));
        await(pair.client().startTls(clientTls().serverHostname("localhost")));
        await(accepting);
        Task<Void> echoing = createTask(() -> echo(pair.server()));
        byte[] line = bytes("x".repeat(50_000) + "\n");
        for (int i = 0; i < 5; i++) {
            pair.client().writer().write(line);
            byte[] answer = await(pair.client().reader().readLine());
            log(java.util.Arrays.equals(answer, line));
        }
        pair.client().close();
        await(echoing);
        pair.server().close();
        await(pair.server().waitClosed());
        await(pair.client().waitClosed());
        return completed();
    }

    @Test
    void startTls_insideOfTls_works() {
        run(this::twice);
        assertThat(lines).hasSize(5).containsOnly("True");
    }

    // a peer that is not Weft

    @Async
    private Coroutine<Void> jdkClient() throws Exception {
        Server server = await(serve(this::upgrade));
        Task<String> talking = createTask(() -> dev.weft.Weft.toThread(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
                socket.getOutputStream().write(bytes("STARTTLS\n"));
                socket.getInputStream().readNBytes(9);
                SSLSocket secured = (SSLSocket) Certificates.context(null, "server")
                        .getSocketFactory()
                        .createSocket(socket, "localhost", server.port(), true);
                secured.getOutputStream().write(bytes("from the JDK\n"));
                String answer = text(secured.getInputStream().readNBytes(13));
                secured.close();
                return answer;
            }
        }));
        log(await(talking).strip());
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void startTls_withASocketOfTheJdk() {
        run(this::jdkClient);
        assertThat(lines).endsWith("from the JDK");
    }
}
