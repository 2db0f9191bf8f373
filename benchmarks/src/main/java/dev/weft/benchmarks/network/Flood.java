package dev.weft.benchmarks.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client of an echo that sends as fast as the server takes it, and reads what comes back, in two threads. */
final class Flood implements AutoCloseable {
    private static final int AT_ONCE = 1 << 16;

    private final SocketChannel channel;
    private final Thread sender = new Thread(this::send, "flood, sender");
    private final Thread receiver = new Thread(this::receive, "flood, receiver");
    private volatile boolean closing;
    private volatile long bytes; // received

    Flood(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sender.start();
        receiver.start();
    }

    private void send() {
        var out = ByteBuffer.allocateDirect(AT_ONCE);
        try {
            while (!closing) {
                channel.write(out.clear());
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void receive() {
        var in = ByteBuffer.allocateDirect(AT_ONCE);
        try {
            for (long all = 0; !closing; bytes = all) {
                all += channel.read(in.clear());
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        if (!closing) {
            throw new UncheckedIOException(e);
        }
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        channel.close();
        try {
            sender.join();
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
