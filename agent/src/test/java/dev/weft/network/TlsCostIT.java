package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What TLS costs beyond the JDK's engine, and to programs without TLS: nothing. */
class TlsCostIT extends TlsTest {
    private static final int ROUNDS = 5_000;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Async
    private static Coroutine<Long> ofConnections() throws IOException {
        Server server = await(serveTls(connection -> RoundCost.echo(connection), serverTls()));
        Connection connection = await(connectTls(server, clientTls()));
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            long before = THREAD.getCurrentThreadAllocatedBytes();
            Task<Void> talking = createTask(() -> RoundCost.onStream(connection, ROUNDS));
            await(talking);
            least = Math.min(least, THREAD.getCurrentThreadAllocatedBytes() - before);
        }
        await(close(connection, server));
        return completed(least / ROUNDS);
    }

    // two engines of the JDK by themselves

    /** Gives an engine what the other one has made, and returns what it makes of it. */
    private static ByteBuffer step(SSLEngine engine, ByteBuffer in) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        ByteBuffer plain = ByteBuffer.allocate(1 << 16);
        boolean more = true;
        while (more) {
            HandshakeStatus asked = engine.getHandshakeStatus();
            if (asked == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (asked == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else {
                more = in.hasRemaining() && engine.unwrap(in, plain).bytesConsumed() > 0;
            }
        }
        return out.flip();
    }

    private static long ofEngines() throws SSLException {
        SSLEngine client = Certificates.context(null, "server").createSSLEngine("localhost", 1);
        client.setUseClientMode(true);
        SSLEngine server = Certificates.context("server").createSSLEngine();
        server.setUseClientMode(false);
        client.beginHandshake();
        server.beginHandshake();
        ByteBuffer records = step(client, ByteBuffer.allocate(0));
        while (records.hasRemaining()) {
            records = step(client, step(server, records));
        }
        ByteBuffer bytes = ByteBuffer.allocate(64);
        ByteBuffer large = ByteBuffer.allocate(1 << 16);
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            long before = THREAD.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < ROUNDS; round++) {
                pass(client, server, bytes, large, out);
                pass(server, client, bytes, large, out);
            }
            least = Math.min(least, THREAD.getCurrentThreadAllocatedBytes() - before);
        }
        return least / ROUNDS;
    }

    private static void pass(SSLEngine from, SSLEngine to, ByteBuffer bytes, ByteBuffer large, ByteBuffer out)
            throws SSLException {
        bytes.clear();
        out.clear();
        large.clear();
        from.wrap(bytes, out);
        to.unwrap(out.flip(), large);
    }

    @Test
    void echo_inSteadyState_allocatesWhatTheEnginesDo() throws Exception {
        long engines = ofEngines();
        long connections = run(() -> ofConnections());
        System.out.println(
                "an echo of 64 bytes over TLS allocates " + connections + " bytes, the engines alone " + engines);
        assertThat(connections).isLessThanOrEqualTo(engines + engines / 10);
    }

    // without TLS

    /** A program that connects to itself in clear text. */
    public static final class Plain {
        private Plain() {}

        @Async
        static Coroutine<Void> main() throws IOException {
            Server server = await(serve(connection -> echo(connection)));
            Connection connection = await(connect(server));
            connection.writer().write(bytes("plain\n"));
            System.out.println(text(await(connection.reader().readLine())).strip());
            await(NetworkTest.close(connection, server));
            return completed();
        }

        /** Runs it. */
        public static void main(String[] args) {
            Weft.run(() -> main());
        }
    }

    @Test
    void program_withoutTls_loadsNoClassOfIt() throws Exception {
        String agent = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("weft"))
                .findFirst()
                .orElseThrow();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        agent,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Plain.class.getName()))
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(said).contains("plain");
        assertThat(said)
                .filteredOn(line -> line.contains("dev.weft.internal.net.SocketWire "))
                .isNotEmpty();
        assertThat(said)
                .filteredOn(
                        line -> line.matches(
                                ".* (sun\\.security\\.ssl|javax\\.net\\.ssl)\\..*|.* dev\\.weft\\.[a-z.]*net\\.(Tls|Handshake).*"))
                .filteredOn(line -> !line.contains("dev.weft.network"))
                .isEmpty();
    }
}
