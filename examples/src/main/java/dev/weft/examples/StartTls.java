package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.net.Connection;
import dev.weft.net.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A lesson on TLS: two sides begin in clear text, agree on TLS, and go on with the same reader and writer. The certificate signs
 * itself, so the client must be told to trust it.
 */
public final class StartTls {
    private static final String PASSWORD = "not-a-secret";
    private static final String KEYTOOL =
            "-genkeypair -alias lesson -dname CN=localhost -ext san=dns:localhost -keyalg EC" + " -storepass "
                    + PASSWORD + " -keystore";

    private StartTls() {}

    @Async
    static Coroutine<Void> serve(Connection connection, TlsOptions tls) throws IOException {
        System.out.println("server: " + text(await(connection.reader().readLine())));
        connection.writer().write("go ahead\n".getBytes(US_ASCII));
        await(connection.startTls(tls));
        byte[] secret = await(connection.reader().readLine());
        System.out.println("server: " + text(secret) + ", by " + connection.applicationProtocol());
        connection.writer().write(secret);
        connection.close();
        return connection.waitClosed();
    }

    @Async
    static Coroutine<Void> talk(Connection connection, TlsOptions tls) throws IOException {
        connection.writer().write("STARTTLS\n".getBytes(US_ASCII));
        System.out.println("client: " + text(await(connection.reader().readLine())));
        await(connection.startTls(tls));
        connection.writer().write("secret\n".getBytes(US_ASCII));
        byte[] answer = await(connection.reader().readLine());
        System.out.println("client: " + text(answer) + ", by " + connection.applicationProtocol());
        connection.close();
        return connection.waitClosed();
    }

    @Async
    static Coroutine<Void> main() throws Exception {
        TlsOptions tls = TlsOptions.of(selfSigned()).alpn("lesson");
        Connection.Pair pair = Connection.memoryPair();
        await(gather(serve(pair.server(), tls), talk(pair.client(), tls.serverHostname("localhost"))));
        return completed();
    }

    /** Makes a certificate of localhost, and a context that has it and trusts it. */
    private static SSLContext selfSigned() throws Exception {
        Path file = Files.createTempDirectory("weft-lesson").resolve("keys.p12");
        List<String> command = new ArrayList<>(List.of(KEYTOOL.split(" ", -1)));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add(file.toString());
        new ProcessBuilder(command).start().onExit().join();
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        Files.delete(file);
        Files.delete(file.getParent());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        store.setCertificateEntry("trusted", store.getCertificate("lesson"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String text(byte[] line) {
        return new String(line, US_ASCII).strip();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(() -> main());
    }
}
