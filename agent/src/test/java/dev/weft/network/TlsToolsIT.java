package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with OpenSSL at the other end, where it is installed; with new keys and renegotiation of fault 41. */
class TlsToolsIT extends TlsTest {
    @TempDir
    Path directory;

    /** A running {@code openssl}, whose output is read as far as a text. */
    private static final class Tool implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Tool(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void type(String text) throws IOException {
            process.getOutputStream().write(bytes(text));
            process.getOutputStream().flush();
        }

        /** Reads to the next line with a text. */
        String find(String text) throws IOException {
            StringBuilder all = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                all.append(line).append('\n');
                if (line.contains(text)) {
                    return line;
                }
            }
            throw new IOException("openssl has not said \"" + text + "\" but: " + all);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void openssl(String... arguments) throws IOException {
        try (Tool tool = new Tool(arguments)) {
            String said = new String(tool.process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(tool.process.onExit().join().exitValue()).as(said).isZero();
        }
    }

    @BeforeEach
    void needsOpenssl() {
        boolean isThere;
        try (Tool version = new Tool("version")) {
            isThere = version.find("OpenSSL").startsWith("OpenSSL");
        } catch (IOException e) {
            isThere = false;
        }
        assumeTrue(isThere, "openssl is not installed");
    }

    private Path pem() throws IOException {
        Path pem = directory.resolve("server.pem");
        if (!Files.exists(pem)) {
            String password = "pass:" + new String(Certificates.PASSWORD);
            openssl(
                    "pkcs12",
                    "-in",
                    Certificates.file("server").toString(),
                    "-passin",
                    password,
                    "-nodes",
                    "-out",
                    pem.toString());
        }
        return pem;
    }

    // OpenSSL's client

    private static String connectAndType(int port, Path trusted, String version, String command, String said)
            throws IOException {
        try (Tool client = new Tool(
                "s_client",
                "-connect",
                HERE + ":" + port,
                "-CAfile",
                trusted.toString(),
                "-verify_return_error",
                "-servername",
                "localhost",
                "-alpn",
                "http/1.1",
                version)) {
            client.find("Verify return code: 0 (ok)");
            client.type("first\n");
            String first = client.find("first");
            client.type(command + "\n");
            client.find(said);
            client.type("second\n");
            String both = first + " " + client.find("second");
            client.type("Q\n"); // it ends with close_notify
            client.process.onExit().join();
            return both;
        }
    }

    @Async
    private Coroutine<Void> withClient(String version, String command, String said) throws IOException {
        Path trusted = pem();
        Server server =
                await(serveTls(connection -> echo(connection), serverTls().alpn("http/1.1")));
        Task<String> talking =
                createTask(() -> toThread(() -> connectAndType(server.port(), trusted, version, command, said)));
        log(await(talking, IOException.class));
        server.close();
        server.abortClients();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void client_ofOpenssl_thatUpdatesItsKeys_goesOn() {
        run(() -> withClient("-tls1_3", "k", "KEYUPDATE")); // its own
        run(() -> withClient("-tls1_3", "K", "KEYUPDATE")); // and ours
        assertThat(lines).containsExactly("first second", "first second");
        assertThat(reports).isEmpty();
    }

    @Test
    void client_ofOpenssl_thatRenegotiates_goesOn() {
        run(() -> withClient("-tls1_2", "R", "RENEGOTIATING"));
        assertThat(lines).containsExactly("first second");
        assertThat(reports).isEmpty();
    }

    // OpenSSL's server

    @Async
    private Coroutine<Void> withServer(String version) throws IOException {
        Path pem = pem();
        try (Tool tool = new Tool(
                "s_server", "-accept", HERE + ":0", "-cert", pem.toString(), "-key", pem.toString(), "-rev", version)) {
            String accepts = tool.find("ACCEPT");
            int port = Integer.parseInt(accepts.substring(accepts.lastIndexOf(':') + 1));
            Connection connection = await(
                    Streams.openConnection(HERE, port, ConnectOptions.defaults().tls(clientTls())));
            for (String word : List.of("abc", "secret", "x".repeat(10_000))) {
                connection.writer().write(bytes(word + "\n"));
                String answer = text(await(connection.reader().readLine())).strip();
                log(answer.contentEquals(new StringBuilder(word).reverse()));
            }
            log(connection.sslSession().getProtocol());
            connection.close();
            await(connection.waitClosed());
        }
        return completed();
    }

    @Test
    void server_ofOpenssl_answers() {
        run(() -> withServer("-tls1_3"));
        run(() -> withServer("-tls1_2"));
        assertThat(lines).containsExactly("True", "True", "True", "TLSv1.3", "True", "True", "True", "TLSv1.2");
    }
}
