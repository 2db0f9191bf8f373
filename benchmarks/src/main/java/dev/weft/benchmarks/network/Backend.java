package dev.weft.benchmarks.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** The backend of P24, in a thread of the generator's process: it answers each request a millisecond after it has come. */
final class Backend implements AutoCloseable {
    private static final long DELAY_NANOS = 1_000_000;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final ArrayDeque<Answer> answers = new ArrayDeque<>(); // in the order in which they are due
    private final Thread thread = new Thread(this::run, "backend");
    private volatile boolean closing;

    /** Answers that are due at a time. */
    private record Answer(SocketChannel channel, ByteBuffer bytes, long due) {}

    Backend() throws IOException {
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Peer.BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    private void run() {
        try {
            while (!closing) {
                if (answers.isEmpty()) {
                    selector.select(this::handle);
                } else {
                    selector.select(this::handle, 1);
                }
                answer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.attachment() instanceof Work.Conversation requests) {
                receive((SocketChannel) key.channel(), requests);
            } else {
                accept();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel next; (next = listening.accept()) != null; ) {
            next.configureBlocking(false);
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            next.register(selector, SelectionKey.OP_READ, Work.BACKEND.conversation());
        }
    }

    private void receive(SocketChannel channel, Work.Conversation requests) throws IOException {
        if (channel.read(in.clear()) < 0) {
            channel.close();
            return;
        }
        int count = requests.requests(in.flip());
        if (count > 0) {
            answers.add(new Answer(channel, requests.responses(count), System.nanoTime() + DELAY_NANOS));
        }
    }

    private void answer() throws IOException {
        long now = System.nanoTime();
        for (Answer next; (next = answers.peek()) != null && next.due <= now; answers.remove()) {
            if (next.channel.isOpen()) {
                next.channel.write(next.bytes);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
