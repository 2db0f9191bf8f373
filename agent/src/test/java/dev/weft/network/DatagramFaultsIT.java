package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Datagram;
import dev.weft.net.DatagramEndpoint;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fault 43, and what else befalls datagrams. */
class DatagramFaultsIT extends NetworkTest {

    private static int port(DatagramEndpoint endpoint) {
        return ((InetSocketAddress) endpoint.localAddress()).getPort();
    }

    private static Coroutine<DatagramEndpoint> bind() throws IOException {
        return DatagramEndpoint.bind(HERE, 0);
    }

    @Async
    private Coroutine<Void> largerThanTheBuffer() throws IOException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(bind());
        await(client.send(bytes("0123456789"), server.localAddress()));
        await(client.send(bytes("next"), server.localAddress()));
        ByteBuffer four = ByteBuffer.allocate(4);
        log(await(server.receive(four)).equals(client.localAddress()), four.array());
        await(server.receive(four.clear()));
        log(four.array());
        ByteBuffer none = ByteBuffer.allocate(0);
        await(client.send(ByteBuffer.allocateDirect(0), server.localAddress()));
        log(await(server.receive(none)).equals(client.localAddress()));
        server.close();
        client.close();
        return completed();
    }

    @Test
    void datagram_largerThanTheBuffer_losesItsRestAndNoOther() {
        run(this::largerThanTheBuffer);
        assertThat(lines).containsExactly("True b'0123'", "b'next'", "True");
    }

    @Async
    private Coroutine<Void> largerThanADatagram() throws IOException {
        DatagramEndpoint client = await(bind());
        for (int size : new int[] {65_508, 65_537, 1_000_000}) {
            ByteBuffer data = ByteBuffer.allocate(size);
            try {
                await(client.send(data, client.localAddress()));
            } catch (IOException e) {
                log(size, data.remaining() == size);
            }
        }
        await(client.send(bytes("alive"), client.localAddress()));
        log(await(client.receive()).data());
        client.close();
        return completed();
    }

    @Test
    void datagram_largerThan64Kibibytes_isRefusedAndTheEndpointLives() {
        run(this::largerThanADatagram);
        assertThat(lines).containsExactly("65508 True", "65537 True", "1000000 True", "b'alive'");
    }

    @Async
    private Coroutine<Void> emptyOnes(String host) throws IOException {
        DatagramEndpoint server = await(DatagramEndpoint.bind(host, 0));
        DatagramChannel raw = DatagramChannel.open();
        raw.connect(server.localAddress());
        DatagramEndpoint client = DatagramEndpoint.of(raw);
        for (int i = 0; i < 3; i++) {
            await(client.send(new byte[0]));
            Datagram empty = await(server.receive());
            log(empty.data().length, empty.sender().equals(client.localAddress()));
            await(server.send(new byte[0], empty.sender()));
            log(await(client.receive()).data().length);
        }
        log(raw.getOption(StandardSocketOptions.SO_REUSEADDR));
        server.close();
        client.close();
        return completed();
    }

    @Test
    void datagram_withoutBytes_isSentFromAConnectedEndpoint() {
        run(() -> emptyOnes(HERE));
        assertThat(lines).containsExactly("0 True", "0", "0 True", "0", "0 True", "0", "False");
    }

    @Async
    private Coroutine<Void> refused() throws IOException {
        DatagramEndpoint gone = await(bind());
        gone.close();
        DatagramEndpoint client = await(DatagramEndpoint.connect(HERE, port(gone)));
        for (int i = 0; i < 3; i++) {
            await(client.send(bytes("anybody?")));
        }
        Task<Datagram> waiting = createTask(() -> client.receive());
        try {
            await(waiting, PortUnreachableException.class);
        } catch (PortUnreachableException e) {
            log("refused");
        }
        DatagramEndpoint server = await(DatagramEndpoint.bind(HERE, port(gone)));
        await(client.send(bytes("now")));
        Datagram now = await(server.receive());
        log(now.data());
        await(server.send(bytes("yes"), now.sender()));
        byte[] answer = null;
        while (answer == null) {
            try {
                answer = await(client.receive()).data();
            } catch (PortUnreachableException e) {
                assertThat(client.isClosing()).isFalse(); // of another of the three
            }
        }
        log(answer);
        client.close();
        server.close();
        return completed();
    }

    @Test
    void peer_thatRefuses_failsAReceiveAndLosesNoLaterDatagram() {
        run(this::refused);
        assertThat(lines).containsExactly("refused", "b'now'", "b'yes'");
    }

    @Async
    private Coroutine<Void> flood() throws IOException {
        DatagramEndpoint slow = await(bind());
        slow.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 22);
        DatagramEndpoint client = await(bind());
        int count = 5_000;
        for (int i = 0; i < count; i++) {
            await(client.send(bytes(String.valueOf(i)), slow.localAddress()));
            if (i % 50 == 0) {
                await(yieldNow());
            }
        }
        await(until(() -> slow.dropped() == count - 1024));
        for (int i = 0; i < 1024; i++) {
            assertThat(text(await(slow.receive()).data())).isEqualTo(String.valueOf(i));
        }
        await(client.send(bytes("after"), slow.localAddress()));
        log(await(slow.receive()).data(), slow.dropped());
        for (int i = 0; i < 40; i++) {
            await(client.send(new byte[60_000], slow.localAddress()));
            await(yieldNow());
        }
        await(until(() -> slow.dropped() == 3_976 + 40 - 17));
        slow.close();
        client.close();
        return completed();
    }

    @Test
    void flood_withAReceiverThatDoesNotReceive_dropsTheNewestAndCountsThem() {
        run(this::flood);
        assertThat(lines).containsExactly("b'after' 3976");
    }

    @Async
    private Coroutine<Void> cancelled() throws IOException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(bind());
        List<Task<Datagram>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(createTask(() -> server.receive()));
        }
        await(yieldNow());
        for (String word : List.of("a", "b", "c")) {
            await(client.send(bytes(word), server.localAddress()));
        }
        waiting.get(3).addDoneCallback(done -> log("last", done.isCancelled()));
        waiting.get(0).cancel();
        for (Task<Datagram> each : waiting) {
            try {
                log(await(each).data());
            } catch (CancelledError e) {
                log("cancelled");
            }
        }
        server.close();
        client.close();
        return completed();
    }

    @Test
    void receive_thatIsCancelled_leavesItsDatagramToTheNextInLine() {
        run(this::cancelled);
        assertThat(lines).containsExactly("cancelled", "b'a'", "b'b'", "b'c'", "last False");
    }

    @Async
    private Coroutine<Void> iterations() throws IOException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(bind());
        for (int i = 0; i < 6; i++) {
            await(client.send(bytes(String.valueOf(i)), server.localAddress()));
        }
        AsyncIterator<Datagram> first = server.datagrams();
        while (await(first.advance(), IOException.class)) {
            log("first", first.current().data());
            if (text(first.current().data()).equals("1")) {
                break;
            }
        }
        log("between", await(server.receive()).data());
        server.close();
        AsyncIterator<Datagram> second = server.datagrams();
        while (await(second.advance(), IOException.class)) {
            log("second", second.current().data());
        }
        assertThatThrownBy(second::current).isInstanceOf(IllegalStateException.class);
        client.close();
        return completed();
    }

    @Test
    void datagrams_leftEarlyOrClosed_loseNothing() {
        run(this::iterations);
        assertThat(lines)
                .containsExactly(
                        "first b'0'", "first b'1'", "between b'2'", "second b'3'", "second b'4'", "second b'5'");
    }

    @Async
    private Coroutine<Void> closed() throws IOException {
        DatagramEndpoint endpoint = await(bind());
        Task<Datagram> waiting = createTask(() -> endpoint.receive());
        await(yieldNow());
        endpoint.close();
        endpoint.close();
        try {
            await(waiting, SocketException.class);
        } catch (SocketException e) {
            log("receive");
        }
        try {
            await(endpoint.send(bytes("x"), endpoint.localAddress()));
        } catch (SocketException e) {
            log("send");
        }
        try {
            endpoint.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        } catch (IOException e) {
            log("option");
        }
        log(port(endpoint) > 0, endpoint.remoteAddress() == null, endpoint.isClosing());
        DatagramEndpoint unconnected = await(bind());
        try {
            await(unconnected.send(bytes("x")));
        } catch (IllegalStateException e) {
            log("no receiver");
        }
        unconnected.close();
        return completed();
    }

    @Test
    void calls_onAClosedOrUnconnectedEndpoint_failAndNeverHang() {
        run(this::closed);
        assertThat(lines).containsExactly("receive", "send", "option", "True True True", "no receiver");
    }

    @Async
    private Coroutine<Void> leftOpen() throws IOException {
        DatagramEndpoint left = await(bind());
        await(left.send(bytes("unread"), left.localAddress()));
        createTask(() -> left.receive(ByteBuffer.allocate(1)));
        DatagramEndpoint other = await(bind());
        createTask(() -> other.receive());
        await(other.send(bytes("unread"), left.localAddress()));
        await(yieldNow());
        return completed();
    }

    @Test
    void endpoints_thatAreOpenWhenRunEnds_areClosed() {
        run(this::leftOpen);
    }

    @Test
    void endpoint_onAVirtualClock_isRefusedWithAdvice() {
        try (TestLoop loop = new TestLoop()) {
            assertThatThrownBy(() -> loop.run(async(() -> bind())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("virtual clock");
        }
    }
}
