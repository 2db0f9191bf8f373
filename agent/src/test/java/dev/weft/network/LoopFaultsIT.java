package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 47 to 50: what befalls the loop itself; and the pair in memory. */
class LoopFaultsIT extends NetworkTest {
    @Async
    private static Coroutine<Void> echo(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 10);
        while (await(connection.reader().read(buffer)) >= 0) {
            connection.writer().write(buffer.flip());
            buffer.clear();
        }
        return completed();
    }

    // 47

    @Async
    private Coroutine<Void> readLost(Connection connection) throws IOException {
        try {
            await(connection.reader().read(1));
        } catch (SocketException e) {
            log("lost", e.getMessage());
        }
        return completed();
    }

    @Async
    private Coroutine<Void> closedBehind() throws Exception {
        Server server = await(serve(connection -> echo(connection)));
        SocketChannel raw = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        Connection doomed = await(Streams.openConnection(raw, ConnectOptions.defaults()));
        Connection other = await(connect(server));
        Task<Void> reading = createTask(() -> readLost(doomed));
        await(yieldNow());
        Thread closer = new Thread(() -> {
            try {
                raw.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        closer.start();
        closer.join();
        await(reading);
        other.writer().write(bytes("alive"));
        log(text(await(other.reader().readExactly(5))));
        await(close(other, server));
        return completed();
    }

    @Test
    void channel_thatAnotherThreadCloses_failsItsReaderAndNoOther() {
        run(this::closedBehind);
        assertThat(lines).containsExactly("lost the channel was closed by other code", "alive");
    }

    // 48

    @Async
    private Coroutine<Void> interrupted(Path path) throws IOException {
        Files.write(path, new byte[100_000]);
        Server server = await(serve(connection -> echo(connection)));
        Connection connection = await(connect(server));
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Thread.currentThread().interrupt();
            log("sent", await(connection.writer().sendFile(file, 0, 1000)), file.isOpen());
        }
        log("echoed", await(connection.reader().readExactly(1000)).length);
        await(close(connection, server));
        return completed();
    }

    @Async
    private Coroutine<Void> absorb(Path path) throws IOException {
        Task<Void> task = createTask(() -> interrupted(path)); // main is cancelled by the interrupt, this one is not
        try {
            await(shield(task));
        } catch (CancelledError e) {
            log("interrupted");
        }
        await(task);
        return completed();
    }

    @Test
    void loop_thatIsInterrupted_keepsItsChannelsAndFiles(@TempDir Path directory) {
        run(() -> absorb(directory.resolve("file")));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines).containsExactlyInAnyOrder("interrupted", "sent 1000 True", "echoed 1000");
    }

    // 50

    @Async
    private Coroutine<Void> idle(int connections) throws IOException {
        Server server = await(serve(connection -> echo(connection)));
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(await(connect(server)));
        }
        await(until(() -> server.connections() == connections));
        await(sleep(Duration.ofMillis(50)));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        await(sleep(Duration.ofMillis(200)));
        long idle = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        log("idle", idle < 20_000_000);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        await(ticks(200)); // all classes are loaded, all counters warm
        before = thread.getCurrentThreadCpuTime();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        await(ticks(200));
        log("ticks", (thread.getCurrentThreadCpuTime() - before) / 200 < 1_000_000);
        log("allocated", (thread.getCurrentThreadAllocatedBytes() - allocated) / 200 < 100);
        open.forEach(Connection::close);
        server.close();
        await(server.waitClosed());
        return completed();
    }

    /** Timers beside the connections, which must not scan them: with 10,000 a scan costs more than a millisecond. */
    @Async
    private static Coroutine<Void> ticks(int count) {
        for (int i = 0; i < count; i++) {
            await(sleep(Duration.ofMillis(1)));
        }
        return completed();
    }

    @Test
    void loop_withManyIdleConnections_usesNoProcessor() {
        run(() -> idle(manyConnections()));
        assertThat(lines).containsExactly("idle True", "ticks True", "allocated True");
    }

    // memoryPair

    @Async
    private Coroutine<Void> overMemory() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> echoing = createTask(() -> echo(pair.server()));
        pair.client().writer().write(bytes("ping"));
        log(text(await(pair.client().reader().readExactly(4))));
        long before = EventLoop.running().time();
        await(sleep(Duration.ofHours(1)));
        log(Duration.ofNanos(EventLoop.running().time() - before).toHours());
        Task<Void> bulk = createTask(() -> pair.client().writer().writeAll(new byte[1 << 20]));
        log(await(pair.client().reader().readExactly(1 << 20)).length);
        await(bulk);
        pair.client().writer().writeEof();
        await(echoing);
        pair.server().close();
        log(await(pair.client().reader().read(1)));
        pair.client().close();
        await(pair.client().waitClosed());
        return completed();
    }

    @Test
    void memoryPair_onAVirtualClock_carriesBytesBothWays() {
        try (TestLoop loop = new TestLoop()) {
            loop.run(async(this::overMemory));
        }
        assertThat(lines).containsExactly("ping", "1", "1048576", "b''");
    }

    @Async
    private Coroutine<Void> abortOverMemory() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> reading = createTask(() -> readLost(pair.server()));
        await(yieldNow());
        pair.client().abort();
        await(reading);
        log(await(pair.client().reader().read(1)));
        return completed();
    }

    @Test
    void memoryPair_thatIsAborted_resetsTheOtherSide() {
        try (TestLoop loop = new TestLoop()) {
            loop.run(async(this::abortOverMemory));
        }
        assertThat(lines).containsExactly("lost Connection reset", "b''");
    }
}
