package dev.weft.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A listening socket whose backlog is full: a connect to it gets no answer. */
final class BlackHole implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final List<SocketChannel> filling = new ArrayList<>();

    BlackHole(String host, int port) throws IOException {
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(host, port), 1);
        boolean full = false;
        while (!full) {
            SocketChannel next = SocketChannel.open();
            next.configureBlocking(false);
            filling.add(next);
            full = !next.connect(address()) && !connectsSoon(next);
        }
    }

    private static boolean connectsSoon(SocketChannel channel) throws IOException {
        for (int i = 0; i < 1000; i++) { // on loopback a connect that succeeds has succeeded by now
            if (channel.finishConnect()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listening.getLocalAddress();
    }

    /** Takes what waits in the backlog, so that those who knock get in when they knock again. */
    void open() throws IOException {
        for (SocketChannel each : filling) {
            each.close(); // one that has found no place knocks again as well, and would get in first
        }
        listening.configureBlocking(false);
        for (SocketChannel accepted = listening.accept(); accepted != null; accepted = listening.accept()) {
            accepted.close();
        }
    }

    /** Waits for somebody who knocks. */
    SocketChannel accept() throws IOException {
        listening.configureBlocking(true);
        return listening.accept();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (SocketChannel each : filling) {
            each.close();
        }
    }
}
