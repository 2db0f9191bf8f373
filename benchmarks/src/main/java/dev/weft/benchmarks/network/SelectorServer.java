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
import java.util.function.IntConsumer;

/** A selector loop written by hand, with no more than this work needs: the limit. */
final class SelectorServer {
    private final Work work;
    private final ServerSocketChannel listening;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16); // shared: nothing is kept between two reads

    private SelectorServer(Work work) throws IOException {
        this.work = work;
        selector = Selector.open();
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Peer.BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves for ever. */
    static void serve(Work work, IntConsumer port) throws IOException {
        SelectorServer server = new SelectorServer(work);
        port.accept(server.listening.socket().getLocalPort());
        while (true) {
            server.selector.select(server::handle);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.attachment() instanceof Work.Conversation conversation) {
                talk((SocketChannel) key.channel(), conversation);
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
            next.register(selector, SelectionKey.OP_READ, work.conversation());
        }
    }

    private void talk(SocketChannel channel, Work.Conversation conversation) throws IOException {
        if (channel.read(in.clear()) < 0) {
            channel.close();
            return;
        }
        ByteBuffer out = conversation.answer(in.flip());
        while (out.hasRemaining()) { // the generator always reads, so this does not spin
            channel.write(out);
        }
    }
}
