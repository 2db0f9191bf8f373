package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of connections that have been used and are idle, beyond that of the JDK's channels. */
class IdleMemoryIT extends NetworkTest {
    private static final int PAIRS = 2_000;
    private static final int MOST = 1024; // bytes a connection

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Connects pairs of channels, without a loop. */
    private static List<SocketChannel> channels() throws IOException {
        List<SocketChannel> open = new ArrayList<>(2 * PAIRS);
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            for (int i = 0; i < PAIRS; i++) {
                open.add(SocketChannel.open(listening.getLocalAddress()));
                open.add(listening.accept());
            }
        }
        for (SocketChannel each : open) {
            each.configureBlocking(false);
            each.getLocalAddress();
            each.getRemoteAddress();
        }
        return open;
    }

    private static long ofChannels() throws IOException {
        try (Selector selector = Selector.open()) {
            long before = usedHeap();
            List<SocketChannel> open = channels();
            for (SocketChannel each : open) {
                each.register(selector, SelectionKey.OP_READ);
            }
            selector.selectNow();
            long used = usedHeap() - before;
            for (SocketChannel each : open) {
                each.close();
            }
            selector.selectNow();
            return used;
        }
    }

    @Async
    private Coroutine<Void> idle() throws IOException {
        await(yieldNow()); // what the first channel loads is there
        ofChannels();
        long channels = ofChannels();
        await(connections());
        long connections = await(connections());
        long each = (connections - channels) / (2 * PAIRS);
        System.out.println("an idle connection: " + each + " bytes beyond the " + channels / (2 * PAIRS)
                + " of the JDK's channel and key");
        log("small", each <= MOST);
        return completed();
    }

    /** Connects pairs, sends a byte each way, and returns how much heap they need then. */
    @Async
    private static Coroutine<Long> connections() throws IOException {
        long before = usedHeap();
        List<Connection> open = new ArrayList<>(2 * PAIRS);
        for (SocketChannel each : channels()) {
            open.add(await(Streams.openConnection(each, ConnectOptions.defaults())));
        }
        for (Connection each : open) {
            each.writer().write(new byte[1]);
        }
        for (Connection each : open) {
            await(each.reader().readExactly(1));
        }
        long used = usedHeap() - before;
        for (Connection each : open) {
            each.close();
        }
        for (Connection each : open) {
            await(each.waitClosed());
        }
        return completed(used);
    }

    @Test
    void connection_thatIsIdle_isSmall() {
        run(this::idle);
        assertThat(lines).containsExactly("small True");
    }
}
