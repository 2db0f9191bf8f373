package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from the first byte: over TCP, Unix domain sockets and memory, in both versions. */
class TlsIT extends TlsTest {
    private static byte[] much(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Async
    private Coroutine<Void> oneLine(Connection connection) throws IOException {
        connection.writer().write(bytes("hello\n"));
        log(await(connection.reader().readLine()));
        log(connection.sslSession().getProtocol(), connection.applicationProtocol());
        return completed();
    }

    @Async
    private Coroutine<Void> overTcp(TlsOptions server, TlsOptions client) throws IOException {
        Server listening = await(serveTls(connection -> echo(connection), server));
        Connection connection = await(connectTls(listening, client));
        await(oneLine(connection));
        await(close(connection, listening));
        return completed();
    }

    @Test
    void echo_overTcp_inBothVersions() {
        for (String version : VERSIONS) {
            run(() -> overTcp(serverTls(), only(clientTls(), version)));
        }
        assertThat(lines).containsExactly("b'hello\\n'", "TLSv1.3 null", "b'hello\\n'", "TLSv1.2 null");
        assertThat(reports).isEmpty();
    }

    @Test
    void alpn_takesTheServersBestThatTheClientOffers() {
        for (String version : VERSIONS) {
            TlsOptions client = only(clientTls(), version);
            run(() -> overTcp(serverTls().alpn("h2", "http/1.1"), client.alpn("http/1.1", "h2")));
            run(() -> overTcp(serverTls().alpn("h2"), client.alpn("spdy")));
            run(() -> overTcp(serverTls().alpn("h2"), client));
        }
        assertThat(lines)
                .filteredOn(line -> line.startsWith("TLS"))
                .containsExactly(
                        "TLSv1.3 h2", "TLSv1.3 null", "TLSv1.3 null", "TLSv1.2 h2", "TLSv1.2 null", "TLSv1.2 null");
    }

    @Async
    private Coroutine<Void> overUnix(Path path) throws IOException {
        Server server = await(Streams.startUnixServer(
                connection -> echo(connection), path, ServerOptions.defaults().tls(serverTls())));
        Connection connection = await(Streams.openUnixConnection(
                path, ConnectOptions.defaults().tls(clientTls().serverHostname("localhost"))));
        await(oneLine(connection));
        await(close(connection, server));
        return completed();
    }

    @Test
    void echo_overAUnixSocket(@TempDir Path directory) {
        run(() -> overUnix(directory.resolve("s")));
        assertThat(lines).containsExactly("b'hello\\n'", "TLSv1.3 null");
    }

    @Async
    private Coroutine<Void> overMemory(String version) throws IOException {
        Connection.Pair pair = await(pair(clientTls(), only(serverTls(), version)));
        Task<Void> echoing = createTask(() -> echo(pair.server()));
        await(oneLine(pair.client()));
        pair.client().close();
        await(echoing);
        pair.server().close();
        await(pair.client().waitClosed());
        await(pair.server().waitClosed());
        return completed();
    }

    @Test
    void echo_overMemory_onAVirtualClock() {
        for (String version : VERSIONS) {
            try (TestLoop loop = new TestLoop()) {
                loop.run(async(() -> overMemory(version)));
            }
        }
        assertThat(lines).containsExactly("b'hello\\n'", "TLSv1.3 null", "b'hello\\n'", "TLSv1.2 null");
    }

    // names

    @Test
    void client_checksTheNameOfTheServer() {
        TlsOptions other = TlsOptions.of(Certificates.context("other"));
        TlsOptions trusting = TlsOptions.of(Certificates.context(null, "other"));
        assertThatThrownBy(() -> run(() -> overTcp(other, trusting)))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("127.0.0.1");
        run(() -> overTcp(other, trusting.serverHostname("other.test")));
        run(() ->
                overTcp(other, trusting.parameters(parameters -> parameters.setEndpointIdentificationAlgorithm(null))));
        assertThat(lines).filteredOn("b'hello\\n'"::equals).hasSize(2);
        assertThat(reports).isEmpty();
    }

    @Test
    void client_ofANameThatTheJdkDoesNotSend_connectsWithoutTheCheckAlone() {
        TlsOptions named = TlsOptions.of(Certificates.context(null, "other")).serverHostname("my_service");
        TlsOptions other = TlsOptions.of(Certificates.context("other"));
        assertThatThrownBy(() -> run(() -> overTcp(other, named)))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("my_service");
        run(() -> overTcp(other, named.parameters(parameters -> parameters.setEndpointIdentificationAlgorithm(null))));
        assertThat(lines).containsOnlyOnce("b'hello\\n'");
        assertThat(reports).isEmpty();
    }

    @Test
    void client_checksThatItTrustsTheServer() {
        assertThatThrownBy(() -> run(() -> overTcp(serverTls(), TlsOptions.of(Certificates.context(null, "other")))))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("PKIX");
        assertThat(reports).isEmpty();
    }

    // much

    @Async
    private Coroutine<Void> digestAll(Connection connection) throws IOException {
        byte[] all = await(connection.reader().read(-1));
        connection.writer().write(bytes(all.length + " " + digest(all)));
        return completed();
    }

    @Async
    private Coroutine<Void> sendMuch(String version) throws IOException {
        byte[] all = much(5_000_000);
        Server server = await(serveTls(this::answerDigest, only(serverTls(), version)));
        Connection connection = await(connectTls(server, clientTls()));
        connection.writer().write(bytes(all.length + "\n"));
        connection.writer().write(ByteBuffer.wrap(all, 0, 1_000_000));
        await(connection.writer().drain());
        for (int i = 1_000_000; i < 1_100_000; i += 1000) {
            connection.writer().write(ByteBuffer.wrap(all, i, 500), ByteBuffer.wrap(all, i + 500, 500));
        }
        await(connection.writer().writeAll(ByteBuffer.wrap(all, 1_100_000, all.length - 1_100_000)));
        log(text(await(connection.reader().readLine())).strip().equals(digest(all)));
        log(connection.writer().writeBufferSize());
        await(close(connection, server));
        return completed();
    }

    @Async
    private Coroutine<Void> answerDigest(Connection connection) throws IOException {
        int size = Integer.parseInt(text(await(connection.reader().readLine())).strip());
        byte[] all = await(connection.reader().readExactly(size));
        connection.writer().write(bytes(digest(all) + "\n"));
        return completed();
    }

    @Test
    void megabytes_arriveInOrder() {
        VERSIONS.forEach(version -> run(() -> sendMuch(version)));
        assertThat(lines).containsExactly("True", "0", "True", "0");
    }

    @Async
    private Coroutine<Void> halfClose() throws IOException {
        byte[] all = much(3_000_000);
        Server server = await(serveTls(this::digestAll, serverTls()));
        Connection connection = await(connectTls(server, clientTls()));
        log(connection.writer().canWriteEof());
        connection.writer().write(all);
        connection.writer().writeEof();
        log(text(await(connection.reader().read(-1))).equals(all.length + " " + digest(all)));
        await(close(connection, server));
        return completed();
    }

    @Test
    void writeEof_inTls13_endsOneDirection() {
        run(this::halfClose);
        assertThat(lines).containsExactly("True", "True");
    }

    @Async
    private Coroutine<Void> noHalfClose() throws IOException {
        Server server = await(serveTls(connection -> echo(connection), only(serverTls(), "TLSv1.2")));
        Connection connection = await(connectTls(server, clientTls()));
        log(connection.writer().canWriteEof());
        try {
            connection.writer().writeEof();
        } catch (UnsupportedOperationException e) {
            log("refused");
        }
        await(close(connection, server));
        return completed();
    }

    @Test
    void writeEof_inTls12_isRefused() {
        run(this::noHalfClose);
        assertThat(lines).containsExactly("False", "refused");
    }

    @Async
    private Coroutine<Void> sendFile(Path path) throws IOException {
        byte[] all = much(2_000_000);
        Files.write(path, all);
        Server server = await(serveTls(this::answerDigest, serverTls()));
        Connection connection = await(connectTls(server, clientTls()));
        connection.writer().write(bytes(all.length + "\n"));
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            log(await(connection.writer().sendFile(file, 0, all.length)));
        }
        log(text(await(connection.reader().readLine())).strip().equals(digest(all)));
        await(close(connection, server));
        return completed();
    }

    @Test
    void sendFile_isEncrypted(@TempDir Path directory) {
        run(() -> sendFile(directory.resolve("file")));
        assertThat(lines).containsExactly("2000000", "True");
    }

    // client certificates

    @Async
    private Coroutine<Void> showPeer(Connection connection) throws IOException {
        String name;
        try {
            name = connection.sslSession().getPeerPrincipal().getName();
        } catch (SSLException e) {
            name = "nobody";
        }
        connection.writer().write(bytes(name + "\n"));
        await(connection.reader().read(-1));
        return completed();
    }

    @Async
    private Coroutine<Void> askPeer(TlsOptions server, TlsOptions client) throws IOException {
        Server listening = await(serveTls(this::showPeer, server));
        try {
            Connection connection = await(connectTls(listening, client));
            log(text(await(connection.reader().readLine())).strip());
            connection.close();
        } catch (SSLException e) {
            log("refused");
        }
        listening.close();
        await(listening.waitClosed());
        return completed();
    }

    @Test
    void clientCertificate_wantedNeededOrWrong() {
        TlsOptions wants = serverTls().parameters(parameters -> parameters.setWantClientAuth(true));
        TlsOptions needs = serverTls().parameters(parameters -> parameters.setNeedClientAuth(true));
        TlsOptions known = TlsOptions.of(Certificates.context("client", "server"));
        TlsOptions unknown = TlsOptions.of(Certificates.context("other", "server"));
        for (String version : VERSIONS) {
            run(() -> askPeer(wants, only(known, version)));
            run(() -> askPeer(wants, only(clientTls(), version)));
            run(() -> askPeer(needs, only(known, version)));
            run(() -> askPeer(needs, only(clientTls(), version)));
            run(() -> askPeer(needs, only(unknown, version)));
        }
        assertThat(lines)
                .containsExactly(
                        "CN=client",
                        "nobody",
                        "CN=client",
                        "refused",
                        "refused",
                        "CN=client",
                        "nobody",
                        "CN=client",
                        "refused",
                        "refused");
        assertThat(reports).isEmpty();
    }

    // the program's own mistakes

    @Test
    void options_thatMakeNoSense_areRefused(@TempDir Path directory) {
        TlsOptions tls = TlsOptions.defaults();
        assertThatThrownBy(() -> tls.handshakeTimeout(java.time.Duration.ZERO))
                .hasMessageContaining("handshakeTimeout");
        assertThatThrownBy(() -> tls.shutdownTimeout(java.time.Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tls.alpn("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tls.alpn("x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tls.serverHostname("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(() -> withoutName(directory.resolve("s"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serverHostname(..)");
    }

    @Async
    private Coroutine<Void> withoutName(Path path) throws IOException {
        Server server = await(Streams.startUnixServer(connection -> echo(connection), path));
        try {
            await(Streams.openUnixConnection(path, ConnectOptions.defaults().tls(clientTls())));
        } finally {
            server.close();
        }
        return completed();
    }
}
