package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

/** Faults 39 and 42: steps of a handshake that take a while, here until the test lets them go on. */
class TlsTasksIT extends TlsTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Trusts everybody, but thinks about it as long as the test wants. */
    private static final class Thoughtful extends X509ExtendedTrustManager {
        final Semaphore thinking = new Semaphore(0);
        final CountDownLatch goOn = new CountDownLatch(1);

        TlsOptions client() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {this}, null);
                return TlsOptions.of(context);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private void think() throws CertificateException {
            thinking.release();
            try {
                if (!goOn.await(100, TimeUnit.SECONDS)) {
                    throw new CertificateException("the test has forgotten it");
                }
            } catch (InterruptedException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            think();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            think();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            think();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Async
    private Coroutine<Void> end(Server server) {
        server.close();
        server.abortClients();
        await(server.waitClosed());
        return completed();
    }

    // 39

    @Async
    private Coroutine<Void> idleMeanwhile(Thoughtful owner) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        Task<Connection> opening = createTask(() -> connectTls(server, owner.client()));
        await(until(owner.thinking::tryAcquire));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        await(sleep(Duration.ofMillis(200)));
        log("idle", ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before < 20_000_000);
        log("waits", !opening.isDone());
        owner.goOn.countDown();
        Connection connection = await(opening);
        connection.writer().write(bytes("hello\n"));
        log(await(connection.reader().readLine()));
        connection.close();
        await(end(server));
        return completed();
    }

    @Test
    void task_onAnotherThread_leavesTheLoopIdle() {
        run(() -> idleMeanwhile(new Thoughtful()));
        assertThat(lines).containsExactly("idle True", "waits True", "b'hello\\n'");
    }

    @Async
    private Coroutine<Void> cancelMeanwhile(Thoughtful owner) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        Task<Connection> opening = createTask(() -> connectTls(server, owner.client()));
        await(until(owner.thinking::tryAcquire));
        opening.cancel();
        try {
            await(opening);
        } catch (CancelledError e) {
            log("cancelled", owner.goOn.getCount());
        }
        await(until(() -> server.connections() == 0)); // it was aborted at once
        owner.goOn.countDown();
        await(sleep(SHORT)); // the end of the task finds nothing to do
        await(end(server));
        return completed();
    }

    @Test
    void cancel_whileATaskRuns_waitsForNothing() {
        run(() -> cancelMeanwhile(new Thoughtful()));
        assertThat(lines).containsExactly("cancelled 1");
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> timeoutMeanwhile(Thoughtful owner) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        TlsOptions client = owner.client();
        try {
            await(Streams.openConnection(
                    HERE, server.port(), ConnectOptions.defaults().tls(client).timeout(SHORT)));
        } catch (SocketTimeoutException e) {
            log("timeout");
        }
        try {
            await(connectTls(server, client.handshakeTimeout(SHORT)));
        } catch (SSLException e) {
            log("handshakeTimeout", e.getMessage().contains("handshakeTimeout(..)"));
        }
        owner.goOn.countDown();
        await(end(server));
        return completed();
    }

    @Test
    void timeout_whileATaskRuns_waitsForNothing() {
        run(() -> timeoutMeanwhile(new Thoughtful()));
        assertThat(lines).containsExactly("timeout", "handshakeTimeout True");
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> leftBehind(Thoughtful owner) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        createTask(() -> connectTls(server, owner.client()));
        await(until(owner.thinking::tryAcquire));
        return completed();
    }

    @Test
    void run_thatEndsWhileATaskRuns_endsAtOnce() {
        Thoughtful owner = new Thoughtful();
        run(() -> leftBehind(owner));
        owner.goOn.countDown();
        assertThat(reports).isEmpty();
    }

    // 42

    @Async
    private Coroutine<Void> manyMeanwhile(Thoughtful owner) throws IOException {
        Server server = await(serveTls(connection -> echo(connection), serverTls()));
        List<Task<Connection>> opening = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            opening.add(createTask(() -> connectTls(server, owner.client())));
        }
        await(until(owner.thinking::tryAcquire));
        int ticks = 0;
        while (ticks < 20) {
            await(sleep(Duration.ofMillis(1)));
            ticks++;
        }
        log("ticks", ticks, opening.stream().filter(Task::isDone).count());
        owner.goOn.countDown();
        for (Task<Connection> each : opening) {
            Connection connection = await(each, IOException.class);
            connection.writer().write(bytes("x\n"));
            await(connection.reader().readLine());
            connection.close();
        }
        log("all");
        await(end(server));
        return completed();
    }

    @Test
    void handshakes_manyAtOnce_doNotStallTimers() {
        run(() -> manyMeanwhile(new Thoughtful()));
        assertThat(lines).containsExactly("ticks 20 0", "all");
    }

    // code of the program that throws

    @Async
    private Coroutine<Void> badParameters() throws IOException {
        TlsOptions bad = serverTls().parameters(parameters -> {
            throw new IllegalStateException("boom");
        });
        Server server = await(serveTls(connection -> echo(connection), bad));
        Connection plain = await(connect(server));
        log("end", await(plain.reader().read(-1)));
        plain.close();
        try {
            await(connectTls(server, bad));
        } catch (IllegalStateException e) {
            log("thrown", e.getMessage());
        }
        await(until(() -> reports.size() == 2));
        await(end(server));
        return completed();
    }

    @Test
    void parameters_thatThrow_areReportedByAServerAndThrownByAClient() {
        run(this::badParameters);
        assertThat(lines).containsExactly("end b''", "thrown boom");
        assertThat(reports).hasSize(2).allMatch(report -> report.exception() instanceof IllegalStateException);
    }
}
