package dev.weft.benchmarks.network;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection of the generator. Its echoes are numbered, so that no answer can be mistaken for another. */
final class Caller {
    private static final ByteBuffer IN = ByteBuffer.allocateDirect(1 << 16); // the generator has one thread

    private final SocketChannel channel;
    private final Wire wire;
    private final ByteBuffer request;
    private final ByteBuffer expected;
    private final boolean numbered;
    private final int number;
    private int received; // of the expected bytes
    private long sentAt;
    private long sent; // batches

    Caller(Work work, Dialer dialer, int pipeline, SocketAddress address, int number) throws IOException {
        request = direct(work.requests(pipeline));
        numbered = work.isEcho();
        expected = numbered ? request.duplicate() : direct(work.responses(pipeline));
        this.number = number;
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        wire = dialer.open(channel);
        channel.configureBlocking(false);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    void register(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    long sentAt() {
        return sentAt;
    }

    void send(long now) throws IOException {
        sentAt = now;
        sent++;
        if (numbered) {
            request.putLong(0, sent).putInt(Long.BYTES, number);
        }
        request.rewind();
        wire.write(request);
        received = 0;
    }

    /** Reads and checks what has come; true if it was the last of the answer. */
    boolean receive() throws IOException {
        int count = wire.read(IN.clear());
        if (count < 0) {
            throw new EOFException();
        }
        IN.flip();
        if (count > expected.capacity() - received || !IN.equals(expected.slice(received, count))) {
            throw new IllegalStateException("the answer differs from what was expected");
        }
        received += count;
        return received == expected.capacity();
    }

    void close() throws IOException {
        wire.close();
    }
}
