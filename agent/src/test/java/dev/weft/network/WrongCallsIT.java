package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.DatagramEndpoint;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Arguments that make no sense, and calls at the wrong place: each is refused at once, in words. */
@SuppressWarnings("NullAway") // nulls are what is tested
class WrongCallsIT extends NetworkTest {
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static void refused(String words, ThrowingCallable... calls) {
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class)
                    .hasMessageContaining(words);
        }
    }

    @Test
    void options_thatAreNullOrNegative_areRefused() {
        ConnectOptions connect = ConnectOptions.defaults();
        TlsOptions tls = TlsOptions.defaults();
        refused(
                "expected",
                () -> connect.timeout(null),
                () -> connect.timeout(Duration.ofMillis(-1)),
                () -> connect.happyEyeballsDelay(Duration.ofMillis(-1)),
                () -> connect.resolver(null),
                () -> connect.localAddress(null),
                () -> connect.tls(null),
                () -> connect.option(null, 1),
                () -> connect.option(StandardSocketOptions.SO_RCVBUF, null),
                () -> ServerOptions.defaults().tls(null),
                () -> ServerOptions.defaults().loops(null),
                () -> tls.serverHostname(null),
                () -> tls.alpn((String) null),
                () -> tls.handshakeTimeout(null),
                () -> tls.shutdownTimeout(null),
                () -> Streams.openUnixConnection(null),
                () -> Streams.startUnixServer(connection -> completed(), (Path) null));
    }

    @Async
    private Coroutine<Void> readOnly() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        ByteBuffer buffer = ByteBuffer.allocate(4).asReadOnlyBuffer();
        try (DatagramEndpoint endpoint = await(DatagramEndpoint.bind(HERE, 0))) {
            refused(
                    "that can be written was expected",
                    () -> pair.client().reader().read(buffer),
                    () -> pair.client().reader().readExactly(buffer),
                    () -> endpoint.receive(buffer));
        }
        pair.client().abort();
        pair.server().abort();
        return completed();
    }

    @Test
    void buffer_thatCannotBeWritten_isRefusedByTheCall() {
        run(this::readOnly);
    }

    @Async
    private Coroutine<Void> sendWrong() throws IOException {
        try (DatagramEndpoint bound = await(DatagramEndpoint.bind(HERE, 0));
                DatagramEndpoint connected = await(DatagramEndpoint.connect(HERE, 9))) {
            try {
                await(bound.send(bytes("a"), InetSocketAddress.createUnresolved("typo.test", 1)));
            } catch (UnknownHostException e) {
                log(e.getMessage().contains("typo.test"), e.getMessage().contains("getAddressInfo"));
            }
            try {
                await(connected.send(bytes("a"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            } catch (IllegalStateException e) {
                log(e.getMessage().contains("an endpoint that is connected"));
            }
            try {
                await(bound.send(bytes("a"), new InetSocketAddress(InetAddress.getByAddress(LOOPBACK_6), 9)));
            } catch (SocketException e) {
                log(e.getMessage().contains("address family"));
            }
        }
        return completed();
    }

    @Test
    void datagram_toAnAddressThatCannotBe_saysSo() {
        run(this::sendWrong);
        assertThat(lines).startsWith("True True", "True");
        assertThat(lines).allMatch(line -> !line.contains("False"));
    }

    @Async
    private static Coroutine<List<InetAddress>> nobody() {
        return completed(Arrays.asList(null, null));
    }

    @Async
    private Coroutine<Void> connectToNull() throws IOException {
        ConnectOptions options = ConnectOptions.defaults().resolver(host -> nobody());
        await(Streams.openConnection("here.test", 1, options)).close();
        return completed();
    }

    @Test
    void resolver_thatFindsNull_isAnUnknownHost() {
        assertThatThrownBy(() -> run(this::connectToNull))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("here.test");
    }

    @Async
    private static Coroutine<Void> idle(Connection connection) throws IOException {
        await(connection.reader().read(1));
        return completed();
    }

    @Async
    private Coroutine<Void> closeElsewhere() throws IOException {
        Server server = await(serve(WrongCallsIT::idle));
        String refusal = await(toThread(() -> {
            try {
                server.close();
                return "none";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }));
        log(refusal.startsWith("close"), server.isServing());
        server.close();
        await(server.waitClosed());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                .isInstanceOf(IOException.class);
        return completed();
    }

    @Test
    void server_thatAnotherThreadCloses_servesOn() {
        run(this::closeElsewhere);
        assertThat(lines).containsExactly("True True");
    }

    @Async
    private Coroutine<Void> serveTwice() throws IOException {
        Server server = await(serve(WrongCallsIT::idle));
        Task<Void> first = createTask(server.serveForever());
        await(yieldNow());
        try {
            await(server.serveForever());
        } catch (IllegalStateException e) {
            log(e.getMessage().contains("which another task awaits already"), server.isServing(), first.isDone());
        }
        server.close();
        await(first);
        return completed();
    }

    @Test
    void serveForever_aSecondTime_isRefusedAsInAsyncio() {
        run(this::serveTwice);
        assertThat(lines).containsExactly("True True False");
    }

    @Async
    private Coroutine<Void> adoptTwice() throws IOException {
        Server server = await(serve(WrongCallsIT::idle));
        SocketChannel channel = SocketChannel.open(server.addresses().get(0));
        DatagramChannel datagrams =
                DatagramChannel.open().bind(server.addresses().get(0));
        try (Connection first = await(Streams.openConnection(channel, ConnectOptions.defaults()));
                DatagramEndpoint endpoint = DatagramEndpoint.of(datagrams)) {
            try {
                await(Streams.openConnection(channel, ConnectOptions.defaults()));
            } catch (IllegalStateException e) {
                log(e.getMessage().contains("waits already"), channel.isOpen(), first.isClosing());
            }
            assertThatThrownBy(() -> DatagramEndpoint.of(datagrams))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("waits already");
            log(endpoint.localAddress() != null);
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void channel_ofAConnection_isNotAdoptedAgain() {
        run(this::adoptTwice);
        assertThat(lines).containsExactly("True True False", "True");
    }
}
