package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.StreamReader;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Programs that speak TLS, and log what their Python twins print. */
class TlsTwinIT extends TlsTest {
    private static String line(byte[] bytes) {
        return text(bytes).strip();
    }

    @Async
    private static Coroutine<Void> upper(Connection connection) throws IOException {
        byte[] line = await(connection.reader().readLine());
        while (line.length > 0) {
            connection.writer().write(bytes(text(line).toUpperCase(Locale.ROOT)));
            await(connection.writer().drain());
            line = await(connection.reader().readLine());
        }
        return completed();
    }

    @Async
    private Coroutine<Void> talk(int port, TlsOptions tls, String name) throws IOException {
        Connection connection;
        try {
            connection = await(
                    Streams.openConnection(HERE, port, ConnectOptions.defaults().tls(tls.serverHostname(name))));
        } catch (SSLException e) {
            log("refused", name);
            return completed();
        }
        String agreed = connection.applicationProtocol();
        log("connected", connection.sslSession().getProtocol(), agreed == null ? "None" : agreed);
        for (String word : List.of("one", "two")) {
            connection.writer().write(bytes(word + "\n"));
            log("client got", line(await(connection.reader().readLine())));
        }
        connection.writer().write(bytes("x".repeat(50_000) + "\n"));
        log("long", await(connection.reader().readLine()).length);
        connection.close();
        await(connection.waitClosed());
        log("closed", connection.isClosing());
        return completed();
    }

    @Async
    private Coroutine<Void> tls() throws IOException {
        TlsOptions trusting = clientTls().alpn("a", "b");
        Server server =
                await(serveTls(connection -> upper(connection), serverTls().alpn("b", "a")));
        await(talk(server.port(), trusting, "localhost"));
        await(talk(server.port(), clientTls().alpn("z"), "localhost"));
        await(talk(server.port(), trusting, "other.test"));
        await(talk(server.port(), TlsOptions.defaults(), "localhost"));
        Connection plain = await(connect(server));
        plain.writer().write(bytes("GET / HTTP/1.1\r\n\r\n"));
        await(plain.reader().read(-1));
        log("plain text", plain.reader().atEof());
        plain.close();
        server.close();
        await(server.waitClosed());
        log("server closed");
        return completed();
    }

    @Test
    void tls_asInPython() throws Exception {
        twin("net_tls", this::tls);
    }

    @Async
    private Coroutine<Void> upgrade(Connection connection) throws IOException {
        StreamReader reader = connection.reader();
        log("clear", await(reader.readLine()));
        connection.writer().write(bytes("go ahead\n"));
        await(connection.startTls(serverTls()));
        log("server version", connection.sslSession().getProtocol());
        for (byte[] line = await(reader.readLine()); line.length > 0; line = await(reader.readLine())) {
            connection.writer().write(bytes(new StringBuilder(line(line)).reverse() + "\n"));
            await(connection.writer().drain());
        }
        log("server end");
        return completed();
    }

    @Async
    private Coroutine<Void> noTls(Connection connection) throws IOException {
        await(connection.reader().readLine());
        connection.writer().write(bytes("no such thing\n"));
        return completed();
    }

    @Async
    private Coroutine<Void> startTls() throws IOException {
        TlsOptions trusting = clientTls().serverHostname("localhost");
        Server server = await(serve(this::upgrade));
        Connection connection = await(connect(server));
        connection.writer().write(bytes("STARTTLS\n"));
        log("answer", await(connection.reader().readLine()));
        await(connection.startTls(trusting));
        for (String word : List.of("abc\n", "secret\n")) {
            connection.writer().write(bytes(word));
            log("got", await(connection.reader().readLine()));
        }
        await(close(connection, server));
        server = await(serve(this::noTls));
        connection = await(connect(server));
        connection.writer().write(bytes("STARTTLS\n"));
        try {
            await(connection.startTls(trusting));
        } catch (SSLException e) {
            log("no TLS", connection.isClosing());
        }
        server.close();
        await(server.waitClosed());
        log("done");
        return completed();
    }

    @Test
    void startTls_asInPython() throws Exception {
        twin("net_start_tls", this::startTls);
    }
}
