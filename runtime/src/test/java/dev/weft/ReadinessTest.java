package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The callbacks of channels, and the operations that are built on them; no streams. */
@Timeout(60)
class ReadinessTest {
    private final EventLoop loop = EventLoop.create();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        loop.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        opened.add(pipe.source());
        opened.add(pipe.sink());
        return pipe;
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        opened.add(listening);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listening.configureBlocking(false);
        return listening;
    }

    private SocketChannel socket() throws IOException {
        SocketChannel channel = SocketChannel.open();
        opened.add(channel);
        channel.configureBlocking(false);
        return channel;
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        Arrays.stream(values).forEach(value -> buffer.put((byte) value));
        return buffer.flip();
    }

    @Test
    void callbacks_ofAReadyChannel_runBehindWhatIsReadyAndInEachTurn() throws IOException {
        Pipe pipe = pipe();
        pipe.sink().write(bytes(1));
        loop.addReader(pipe.source(), () -> log.add("reader"));
        loop.callSoon(() -> {
            log.add("soon");
            loop.callSoon(() -> log.add("next turn"));
        });
        loop.runOnce();
        loop.runOnce();
        assertThat(log).containsExactly("soon", "reader", "next turn", "reader");
    }

    @Test
    void readerAndWriter_ofOneChannelThatIsReadyForBoth_runInThisOrder() throws IOException {
        ServerSocketChannel listening = listen();
        SocketChannel client = SocketChannel.open(listening.getLocalAddress());
        opened.add(client);
        SocketChannel server = loop.runUntilComplete(loop.sockAccept(listening));
        opened.add(server);
        client.write(bytes(1));
        loop.addWriter(server, () -> log.add("writer"));
        loop.addReader(server, () -> {
            log.add("reader");
            loop.stop();
        });
        loop.runForever();
        assertThat(log.subList(log.size() - 2, log.size())).containsExactly("reader", "writer");
    }

    @Test
    void callback_thatIsRemovedInTheTurnInWhichItIsReady_doesNotRun() throws IOException {
        Pipe pipe = pipe();
        pipe.sink().write(bytes(1));
        loop.addReader(pipe.source(), () -> log.add("reader"));
        loop.callSoon(() -> log.add("removed " + loop.removeReader(pipe.source())));
        loop.runOnce();
        loop.callSoon(() -> log.add("again " + loop.removeReader(pipe.source())));
        loop.runOnce();
        assertThat(log).containsExactly("removed true", "again false");
    }

    @Test
    void callback_thatTakesThePlaceOfAnother_runsAlone() throws IOException {
        Pipe pipe = pipe();
        loop.addWriter(pipe.sink(), () -> log.add("first"));
        loop.addWriter(pipe.sink(), () -> log.add("second"));
        loop.runOnce();
        assertThat(log).containsExactly("second");
        assertThat(loop.removeWriter(pipe.sink())).isTrue();
        assertThat(loop.removeWriter(pipe.sink())).isFalse();
    }

    @Test
    void callback_thatThrows_isReportedAndStays() throws IOException {
        Pipe pipe = pipe();
        loop.setExceptionHandler((where, error) -> log.add(error.exception().getMessage()));
        loop.addWriter(pipe.sink(), () -> {
            throw new IllegalArgumentException("boom");
        });
        loop.runOnce();
        loop.runOnce();
        assertThat(log).containsExactly("boom", "boom");
    }

    @Test
    void runOnce_withAChannelThatIsWatched_waitsForIt() throws Exception {
        Pipe pipe = pipe();
        loop.addReader(pipe.source(), () -> log.add("reader"));
        Thread writer = new Thread(() -> {
            try {
                pipe.sink().write(bytes(1));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        while (log.isEmpty()) {
            loop.runOnce();
        }
        writer.join();
        loop.removeReader(pipe.source());
        loop.runOnce(); // nothing is watched: it does not wait
    }

    @Test
    void otherThread_whileTheLoopWaitsForAChannel_wakesIt() throws Exception {
        loop.addReader(pipe().source(), () -> log.add("reader"));
        for (int i = 0; i < 100; i++) {
            Thread caller = new Thread(() -> loop.callSoonThreadsafe(loop::stop));
            caller.start();
            loop.runForever();
            caller.join();
        }
        assertThat(log).isEmpty();
    }

    @Test
    void channel_thatIsClosedBehindTheLoop_failsItsOwnReadAndNoOther() throws IOException {
        Pipe closed = pipe();
        Pipe other = pipe();
        Task<byte[]> failing = loop.createTask(loop.sockRecv(closed.source(), 10));
        Task<byte[]> living = loop.createTask(loop.sockRecv(other.source(), 10));
        loop.callSoon(() -> {
            try {
                closed.source().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> loop.runUntilComplete(failing)).isInstanceOf(ClosedChannelException.class);
        other.sink().write(bytes(1, 2));
        assertThat(loop.runUntilComplete(living)).containsExactly(1, 2);
    }

    @Test
    void receive_thatIsCancelledInTheTurnInWhichBytesCome_takesNone() throws IOException {
        Pipe pipe = pipe();
        Task<byte[]> first = loop.createTask(loop.sockRecv(pipe.source(), 10));
        loop.runOnce();
        pipe.sink().write(bytes(1, 2));
        loop.runOnce();
        first.cancel();
        assertThatThrownBy(() -> loop.runUntilComplete(first)).isInstanceOf(CancelledError.class);
        assertThat(loop.runUntilComplete(loop.sockRecv(pipe.source(), 10))).containsExactly(1, 2);
    }

    @Test
    void receive_ofAChannelThatAnotherTaskReads_throwsAndLeavesThatOneAlone() throws IOException {
        Pipe pipe = pipe();
        Task<byte[]> first = loop.createTask(loop.sockRecv(pipe.source(), 10));
        Task<Integer> second = loop.createTask(loop.sockRecvInto(pipe.source(), ByteBuffer.allocate(10)));
        assertThatThrownBy(() -> loop.runUntilComplete(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one at a time");
        pipe.sink().write(bytes(1));
        assertThat(loop.runUntilComplete(first)).containsExactly(1);
    }

    @Test
    void receive_atTheEnd_tellsSo() throws IOException {
        Pipe pipe = pipe();
        pipe.sink().close();
        assertThat(loop.runUntilComplete(loop.sockRecv(pipe.source(), 10))).isEmpty();
        assertThat(loop.runUntilComplete(loop.sockRecvInto(pipe.source(), ByteBuffer.allocate(1))))
                .isEqualTo(-1);
    }

    @Test
    void sendAll_ofMoreThanThePipeHolds_endsWhenTheReaderHasTakenIt() throws IOException {
        Pipe pipe = pipe();
        ByteBuffer big = ByteBuffer.allocate(1 << 20);
        Task<Void> sending = loop.createTask(loop.sockSendAll(pipe.sink(), big));
        int received = 0;
        while (received < big.capacity()) {
            received += loop.runUntilComplete(loop.sockRecv(pipe.source(), 1 << 16)).length;
        }
        loop.runUntilComplete(sending);
        assertThat(received).isEqualTo(big.capacity());
        assertThat(big.hasRemaining()).isFalse();
    }

    private DatagramChannel datagrams() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        opened.add(channel);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    @Test
    void datagrams_emptyOnesToo_comeWithTheirSender() throws IOException {
        DatagramChannel sender = datagrams();
        DatagramChannel receiver = datagrams();
        ByteBuffer into = ByteBuffer.allocate(2);
        Task<SocketAddress> receiving = loop.createTask(loop.sockRecvFrom(receiver, into));
        loop.runOnce();
        loop.runUntilComplete(loop.sockSendTo(sender, ByteBuffer.allocate(0), receiver.getLocalAddress()));
        assertThat(loop.runUntilComplete(receiving)).isEqualTo(sender.getLocalAddress());
        assertThat(into.position()).isZero();
        loop.runUntilComplete(loop.sockSendTo(sender, bytes(1, 2, 3), receiver.getLocalAddress()));
        assertThat(loop.runUntilComplete(loop.sockRecvFrom(receiver, into))).isEqualTo(sender.getLocalAddress());
        assertThat(into.array()).containsExactly(1, 2);
    }

    @Test
    void receiveFrom_cancelledInTheTurnOfTheDatagram_leavesItToTheNext() throws IOException {
        DatagramChannel sender = datagrams();
        DatagramChannel receiver = datagrams();
        Task<SocketAddress> first = loop.createTask(loop.sockRecvFrom(receiver, ByteBuffer.allocate(9)));
        loop.runOnce();
        sender.send(bytes(5), receiver.getLocalAddress());
        first.cancel();
        assertThatThrownBy(() -> loop.runUntilComplete(first)).isInstanceOf(CancelledError.class);
        ByteBuffer into = ByteBuffer.allocate(9);
        loop.runUntilComplete(loop.sockRecvFrom(receiver, into));
        assertThat(into.get(0)).isEqualTo((byte) 5);
    }

    @Test
    void close_byTheLoop_wakesTheTaskThatWaits() throws IOException {
        Pipe pipe = pipe();
        ServerSocketChannel listening = listen();
        Task<byte[]> receiving = loop.createTask(loop.sockRecv(pipe.source(), 1));
        Task<Void> sending = loop.createTask(loop.sockSendAll(pipe.sink(), ByteBuffer.allocate(1 << 20)));
        Task<SocketChannel> accepting = loop.createTask(loop.sockAccept(listening));
        loop.runOnce();
        loop.sockClose(pipe.source());
        loop.sockClose(pipe.sink());
        loop.sockClose(listening);
        for (Task<?> each : List.of(receiving, sending, accepting)) {
            assertThatThrownBy(() -> loop.runUntilComplete(each)).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void datagram_withoutBytesFromAConnectedChannel_comesToo() throws IOException {
        DatagramChannel sender = datagrams();
        DatagramChannel receiver = datagrams();
        sender.connect(receiver.getLocalAddress());
        loop.runUntilComplete(loop.sockSendTo(sender, ByteBuffer.allocate(0), receiver.getLocalAddress()));
        assertThat(loop.runUntilComplete(loop.sockRecvFrom(receiver, ByteBuffer.allocate(1))))
                .isEqualTo(sender.getLocalAddress());
    }

    @Test
    void addresses_thatCannotBe_areNamed() throws IOException {
        SocketAddress unresolved = InetSocketAddress.createUnresolved("typo.test", 1);
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockSendTo(datagrams(), bytes(1), unresolved)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("typo.test");
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockConnect(socket(), unresolved)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("typo.test");
        DatagramChannel connected = datagrams();
        connected.connect(datagrams().getLocalAddress());
        SocketAddress other = datagrams().getLocalAddress();
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockSendTo(connected, bytes(1), other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connected to");
    }

    @Test
    void sendTo_ofAClosedChannel_throws() throws IOException {
        DatagramChannel sender = datagrams();
        SocketAddress address = sender.getLocalAddress();
        sender.close();
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockSendTo(sender, bytes(1), address)))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void sendFile_ofMoreThanThePipeHolds_endsAtTheEndOfTheFile(@TempDir Path directory) throws IOException {
        byte[] content = new byte[1 << 20];
        Arrays.fill(content, (byte) 3);
        Path path = Files.write(directory.resolve("file"), content);
        Pipe pipe = pipe();
        try (FileChannel file = FileChannel.open(path)) {
            Task<Long> sending = loop.createTask(loop.sockSendFile(pipe.sink(), file, 10, Long.MAX_VALUE));
            int received = 0;
            while (received < content.length - 10) {
                received += loop.runUntilComplete(loop.sockRecv(pipe.source(), 1 << 16)).length;
            }
            assertThat(loop.runUntilComplete(sending)).isEqualTo(content.length - 10);
            assertThat(loop.runUntilComplete(loop.sockSendFile(pipe.sink(), file, content.length + 5L, 1)))
                    .isZero();
            assertThatThrownBy(() -> loop.sockSendFile(pipe.sink(), file, -1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("position -1");
        }
    }

    @Test
    void connectAndAccept_onLoopback_meet() throws IOException {
        ServerSocketChannel listening = listen();
        Task<SocketChannel> accepting = loop.createTask(loop.sockAccept(listening));
        SocketChannel client = socket();
        loop.runUntilComplete(loop.sockConnect(client, listening.getLocalAddress()));
        SocketChannel server = loop.runUntilComplete(accepting);
        opened.add(server);
        assertThat(server.isBlocking()).isFalse();
        loop.runUntilComplete(loop.sockSendAll(client, bytes(7)));
        assertThat(loop.runUntilComplete(loop.sockRecv(server, 1))).containsExactly(7);
        loop.sockClose(server);
        assertThat(loop.runUntilComplete(loop.sockRecv(client, 1))).isEmpty();
    }

    @Test
    void connect_whereNobodyListens_isRefused() throws IOException {
        ServerSocketChannel gone = listen();
        InetSocketAddress address = (InetSocketAddress) gone.getLocalAddress();
        gone.close();
        SocketChannel client = socket();
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockConnect(client, address)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void channel_inBlockingMode_isRefusedWithAdvice() throws IOException {
        Pipe pipe = pipe();
        pipe.source().configureBlocking(true);
        assertThatThrownBy(() -> loop.addReader(pipe.source(), () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configureBlocking(false)");
        assertThatThrownBy(() -> loop.runUntilComplete(loop.sockRecv(pipe.source(), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configureBlocking(false)");
        assertThatThrownBy(() -> loop.addWriter(pipe.source(), () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void channel_onAVirtualClock_isRefusedWithAdvice() throws IOException {
        Pipe pipe = pipe();
        try (TestLoop virtual = new TestLoop()) {
            assertThatThrownBy(() -> virtual.loop().addReader(pipe.source(), () -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("memoryPair");
        }
    }

    @Test
    void closedChannel_asNew_isRefused() throws IOException {
        Pipe pipe = pipe();
        pipe.source().close();
        assertThatThrownBy(() -> loop.addReader(pipe.source(), () -> {})).isInstanceOf(ClosedChannelException.class);
    }
}
