package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.net.Datagram;
import dev.weft.net.DatagramEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A program with datagrams that logs what its Python twin prints, compared with what CPython 3.13 printed. */
class DatagramTwinIT extends NetworkTest {
    private static int port(DatagramEndpoint endpoint) {
        return ((InetSocketAddress) endpoint.localAddress()).getPort();
    }

    private static Coroutine<DatagramEndpoint> bind() throws IOException {
        return DatagramEndpoint.bind(HERE, 0);
    }

    @Async
    private Coroutine<Void> sizes() throws IOException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(bind());
        for (int size : new int[] {0, 1, 1400, 60000, 65507}) {
            await(client.send(bytes("x".repeat(size)), server.localAddress()));
            Datagram datagram = await(server.receive());
            log("size", datagram.data().length, datagram.sender().equals(client.localAddress()));
            byte[] start = Arrays.copyOf(datagram.data(), Math.min(2, size));
            await(server.send(start, datagram.sender()));
            log("answer", await(client.receive()).equals(new Datagram(start, server.localAddress())));
        }
        try {
            await(client.send(new byte[65508], server.localAddress()));
        } catch (IOException e) {
            log("too long");
        }
        await(client.send(bytes("still there"), server.localAddress()));
        log(await(server.receive()).data());
        server.close();
        client.close();
        log("closing", server.isClosing());
        return completed();
    }

    @Async
    private Coroutine<Void> connected() throws IOException, TimeoutException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(DatagramEndpoint.connect(HERE, port(server)));
        DatagramEndpoint stranger = await(bind());
        log("peer", server.localAddress().equals(client.remoteAddress()));
        await(stranger.send(bytes("stranger"), client.localAddress()));
        for (String word : List.of("one", "", "three")) {
            await(client.send(bytes(word)));
            Datagram datagram = await(server.receive());
            log("server", datagram.data(), datagram.sender().equals(client.localAddress()));
            await(server.send(datagram.data(), datagram.sender()));
            log("client", await(client.receive()).data());
        }
        try {
            await(Weft.waitFor(client.receive(), Duration.ofMillis(1)));
        } catch (TimeoutException e) {
            log("nothing else", true);
        }
        server.close();
        client.close();
        stranger.close();
        return completed();
    }

    @Async
    private Coroutine<Void> refused() throws IOException {
        int port;
        try (DatagramChannel closed =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = ((InetSocketAddress) closed.getLocalAddress()).getPort();
        }
        DatagramEndpoint client = await(DatagramEndpoint.connect(HERE, port));
        await(client.send(bytes("anybody?")));
        try {
            await(client.receive());
        } catch (PortUnreachableException e) {
            log("refused");
        }
        DatagramEndpoint server = await(DatagramEndpoint.bind(HERE, port));
        await(client.send(bytes("now?")));
        log("now", await(server.receive()).data());
        client.close();
        server.close();
        return completed();
    }

    @Async
    private Coroutine<Void> order() throws IOException {
        DatagramEndpoint server = await(bind());
        DatagramEndpoint client = await(bind());
        Task<Datagram> waiting = createTask(() -> server.receive());
        await(yieldNow());
        for (int i = 0; i < 100; i++) {
            await(client.send(bytes(String.valueOf(i)), server.localAddress()));
        }
        waiting.cancel();
        try {
            await(waiting);
        } catch (CancelledError e) {
            assert waiting.isCancelled();
        }
        int[] numbers = new int[99];
        for (int i = 0; i < 99; i++) {
            numbers[i] = Integer.parseInt(text(await(server.receive()).data()));
        }
        log("in order", Arrays.toString(Arrays.copyOfRange(numbers, 96, 99)));
        server.close();
        client.close();
        DatagramEndpoint again = await(DatagramEndpoint.bind(HERE, port(server)));
        log("bound again", again.localAddress().equals(server.localAddress()));
        try {
            await(DatagramEndpoint.bind(HERE, port(server)));
        } catch (BindException e) {
            log("in use");
        }
        again.close();
        return completed();
    }

    @Async
    private Coroutine<Void> program() throws IOException, TimeoutException {
        await(sizes());
        await(connected());
        await(refused());
        await(order());
        return completed();
    }

    @Test
    void datagrams_asInPython() throws Exception {
        twin("net_datagrams", this::program);
    }
}
