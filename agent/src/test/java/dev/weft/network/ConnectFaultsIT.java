package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Resolver;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults 1 to 7: what stands between a name and a connection. */
class ConnectFaultsIT extends NetworkTest {
    private static final ConnectOptions USUAL = ConnectOptions.defaults();

    private static Resolver knows(String... addresses) {
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
            try {
                found.add(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return host -> completed(List.copyOf(found));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Coroutine<Void> hold(Connection connection) throws IOException {
        return async(() -> {
            await(connection.reader().read(-1), IOException.class);
            return completed();
        });
    }

    // 1

    @Test
    void connect_whereNobodyListens_isRefused() throws IOException {
        int port = freePort();
        assertThatThrownBy(() -> run(() -> Streams.openConnection(HERE, port)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(String.valueOf(port))
                .hasNoSuppressedExceptions();
    }

    @Test
    void connect_toSeveralAddressesThatRefuse_throwsOneAndSuppressesTheOthers() throws IOException {
        int port = freePort();
        ConnectOptions options = USUAL.resolver(knows("127.0.0.1", "127.0.0.2", "127.0.0.3"));
        assertThatThrownBy(() -> run(() -> Streams.openConnection("three.test", port, options)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("127.0.0.1")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .hasSize(2)
                        .allMatch(other -> other instanceof ConnectException));
    }

    @Test
    void connect_toANameWithoutAddresses_throwsUnknownHost() {
        assertThatThrownBy(() -> run(() -> Streams.openConnection("none.test", 1, USUAL.resolver(knows()))))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("none.test");
    }

    // 2

    @Async
    private Coroutine<Void> pastABlackHole() throws IOException {
        Server server = await(serve(connection -> hold(connection)));
        try (BlackHole hole = new BlackHole("127.0.0.3", server.port())) {
            assertThat(hole.address().getPort()).isEqualTo(server.port());
            Connection connection = await(Streams.openConnection(
                    "two.test",
                    server.port(),
                    USUAL.resolver(knows("127.0.0.3", "127.0.0.1")).happyEyeballsDelay(Duration.ofMillis(30))));
            log(((InetSocketAddress) connection.remoteAddress()).getAddress().getHostAddress());
            await(close(connection, server));
        }
        return completed();
    }

    @Test
    void connect_whoseFirstAddressDoesNotAnswer_takesTheSecond() {
        run(this::pastABlackHole);
        assertThat(lines).containsExactly("127.0.0.1");
    }

    // 3

    @Async
    private Coroutine<Void> bothInOneTurn() throws IOException {
        try (BlackHole first = new BlackHole("127.0.0.3", 0);
                BlackHole second = new BlackHole("127.0.0.4", first.address().getPort())) {
            Task<Connection> opening = createTask(() -> Streams.openConnection(
                    "two.test",
                    first.address().getPort(),
                    USUAL.resolver(knows("127.0.0.3", "127.0.0.4")).happyEyeballsDelay(Duration.ZERO)));
            for (int i = 0; i < 20; i++) {
                await(yieldNow());
            }
            first.open();
            second.open();
            try (SocketChannel one = first.accept(); // it waits until the kernel has knocked again
                    SocketChannel two = second.accept()) { // both are connected before the loop looks again
                Connection connection = await(opening);
                boolean firstWins = connection.remoteAddress().equals(first.address());
                log("connected", firstWins != connection.remoteAddress().equals(second.address()));
                SocketChannel loser = firstWins ? two : one;
                loser.configureBlocking(false);
                log("the other ends", await(ends(loser)));
                connection.writer().write(bytes("x"));
                SocketChannel winner = firstWins ? one : two;
                log("the winner lives", winner.read(ByteBuffer.allocate(2)));
                connection.abort();
                await(connection.waitClosed());
            }
        }
        return completed();
    }

    @Async
    private static Coroutine<Boolean> ends(SocketChannel channel) {
        int read = 0;
        while (read == 0) {
            await(yieldNow());
            try {
                read = channel.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                read = -1; // reset
            }
        }
        return completed(read == -1);
    }

    @Test
    void twoAttempts_thatSucceedInOneTurn_haveOneWinner() {
        run(this::bothInOneTurn);
        assertThat(lines).containsExactly("connected True", "the other ends True", "the winner lives 1");
    }

    // 4

    @Async
    private Coroutine<Void> cancelled(Coroutine<Connection> opening, int turns) {
        Task<Connection> task = createTask(opening);
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        log("cancel", task.cancel());
        try {
            await(task);
            log("connected");
        } catch (CancelledError e) {
            log("cancelled");
        }
        return completed();
    }

    @Test
    void connect_thatIsCancelledDuringTheLookUp_endsTheLookUp() {
        Resolver silent = host -> async(() -> {
            try {
                await(EventLoop.running().createFuture());
            } catch (CancelledError e) {
                log("look-up cancelled");
                throw e;
            }
            return completed(List.<InetAddress>of());
        });
        run(() -> cancelled(Streams.openConnection("silent.test", 1, USUAL.resolver(silent)), 3));
        assertThat(lines).contains("cancelled", "look-up cancelled");
    }

    @Async
    private Coroutine<Void> cancelledInTheHole() throws IOException {
        try (BlackHole hole = new BlackHole("127.0.0.3", 0)) {
            ConnectOptions options = USUAL.resolver(knows("127.0.0.3", "127.0.0.3"));
            await(cancelled(Streams.openConnection("hole.test", hole.address().getPort(), options), 5));
        }
        return completed();
    }

    @Test
    void connect_thatIsCancelledBetweenTwoAttempts_closesTheFirst() {
        run(this::cancelledInTheHole);
        assertThat(lines).containsExactly("cancel True", "cancelled");
    }

    @Async
    private Coroutine<Void> cancelledAfterTurns(int turns) throws IOException {
        Server server = await(serve(connection -> hold(connection)));
        await(cancelled(Streams.openConnection(HERE, server.port()), turns));
        server.close();
        server.abortClients();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void connect_thatIsCancelledInAnyOfItsTurns_leavesNothing() {
        for (int i = 0; i < 6; i++) {
            int turns = i;
            run(() -> cancelledAfterTurns(turns));
        }
        assertThat(lines).contains("cancelled");
        assertThat(reports) // of handlers whose client has gone, and nothing else
                .allMatch(report -> report.exception() instanceof SocketException);
    }

    // 5

    @Async
    private Coroutine<Void> tooLate(ConnectOptions options) throws IOException {
        try (BlackHole hole = new BlackHole("127.0.0.3", 0)) {
            try {
                await(Streams.openConnection(
                        "late.test", hole.address().getPort(), options.timeout(Duration.ofMillis(30))));
            } catch (SocketTimeoutException e) {
                log("late", e.getMessage().contains("late.test"));
            }
        }
        return completed();
    }

    @Test
    void connect_withATimeout_endsInTheLookUpAndBehindIt() {
        run(() -> tooLate(USUAL.resolver(knows("127.0.0.3"))));
        run(() -> tooLate(USUAL.resolver(host -> async(() -> {
            await(EventLoop.running().createFuture());
            return completed(List.<InetAddress>of());
        }))));
        assertThat(lines).containsExactly("late True", "late True");
    }

    @Async
    private Coroutine<Void> leftBehind() {
        createTask(() -> Streams.openConnection(
                "silent.test",
                1,
                USUAL.resolver(host -> async(() -> {
                    await(EventLoop.running().createFuture());
                    return completed(List.<InetAddress>of());
                }))));
        await(yieldNow());
        return completed();
    }

    @Test
    void run_whoseLookUpNeverAnswers_ends() {
        run(this::leftBehind);
    }

    // 7

    @Test
    void connect_toWhatIsNoAddress_isRefusedByName() {
        assertThatThrownBy(() -> run(() -> Streams.openConnection(HERE, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> run(() -> Streams.openConnection(HERE, 65_536)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> run(() -> Streams.openConnection(null, 80)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> run(() -> Streams.openConnection("", 80)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(() -> Streams.openConnection("x".repeat(300), 80)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("300");
    }

    @Async
    private Coroutine<Void> localhost() throws IOException {
        List<InetSocketAddress> found = await(Streams.getAddressInfo("localhost", 80));
        log(found.stream()
                .allMatch(each -> each.getPort() == 80 && each.getAddress().isLoopbackAddress()));
        log(await(Streams.getAddressInfo("::1", 7)).size());
        return completed();
    }

    @Test
    void names_areLookedUpAndAddressesAreNot() {
        run(this::localhost);
        assertThat(lines).containsExactly("True", "1");
    }
}
