package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Listening sockets as the options want them, and sockets for datagrams. */
final class Bindings {

    /* Elsewhere the option exists as well, but all clients go to the socket that was bound last. */
    private static final boolean SPREADS = System.getProperty("os.name", "").equals("Linux");

    private Bindings() {}

    /** Binds a socket to each address. One that this machine does not have is left out, unless it is the only one. */
    static List<ServerSocketChannel> bindAll(List<InetSocketAddress> addresses, ServerOptions options)
            throws IOException {
        List<ServerSocketChannel> bound = new ArrayList<>(addresses.size());
        IOException missing = null;
        for (InetSocketAddress address : addresses) {
            try {
                bound.add(bind(address, options));
            } catch (IOException | RuntimeException e) {
                if (e instanceof BindException absent
                        && String.valueOf(e.getMessage()).contains("assign requested")) {
                    missing = absent; // asyncio, bpo-30945: most likely IPv6 is switched off
                    continue;
                }
                for (ServerSocketChannel each : bound) {
                    each.close();
                }
                throw e;
            }
        }
        if (bound.isEmpty() && missing != null) {
            throw missing;
        }
        return bound;
    }

    private static ServerSocketChannel bind(InetSocketAddress address, ServerOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, options.reuseAddress);
            if (options.reusePort) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address, options.backlog);
            return channel;
        } catch (BindException e) {
            channel.close();
            throw named(e, address);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Tells whether the system distributes clients over sockets that listen on one port. */
    static boolean canSpread() {
        return SPREADS;
    }

    /** Binds sockets to each address, so many lists of them, among which the system distributes the clients. */
    static List<List<ServerSocketChannel>> bindSpread(
            List<InetSocketAddress> addresses, ServerOptions options, int count) throws IOException {
        List<List<ServerSocketChannel>> all = new ArrayList<>(count);
        ServerOptions shared = options.reusePort(true);
        List<InetSocketAddress> wanted = addresses;
        try {
            for (int i = 0; i < count; i++) {
                List<ServerSocketChannel> bound = bindAll(wanted, shared);
                all.add(bound);
                wanted = new ArrayList<>(bound.size()); // with the ports that the first ones got
                for (ServerSocketChannel each : bound) {
                    wanted.add((InetSocketAddress) each.getLocalAddress());
                }
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.forEach(Bindings::closeAll);
            throw e;
        }
    }

    /** Closes listening sockets that no loop has. */
    static void closeAll(List<ServerSocketChannel> channels) {
        for (ServerSocketChannel each : channels) {
            try {
                each.close();
            } catch (IOException e) {
                System.getLogger("dev.weft").log(System.Logger.Level.WARNING, "a listening socket cannot be closed", e);
            }
        }
    }

    /** Binds a channel for datagrams. */
    static void bind(DatagramChannel channel, InetSocketAddress address) throws IOException {
        try {
            channel.bind(address);
        } catch (BindException e) {
            throw named(e, address);
        }
    }

    private static BindException named(BindException thrown, Object address) {
        BindException named = new BindException(thrown.getMessage() + ": " + address);
        named.initCause(thrown);
        return named;
    }

    /** Binds a socket to a path. A socket file that is there is removed first, as asyncio does; any other file is in the way. */
    static ServerSocketChannel bindUnix(Path path, ServerOptions options) throws IOException {
        SocketFile.removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), options.backlog);
            return channel;
        } catch (BindException e) {
            channel.close();
            throw named(e, path);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Closes a connection that cannot be served. */
    static void discard(SocketChannel channel, Exception why) {
        try {
            channel.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Throws if a connection, a server, a task or a callback uses a channel: what arrives could go to one of them only. */
    static void checkFree(EventLoop loop, SelectableChannel channel, String call) {
        if (EventLoops.isWatched(loop, channel, channel.validOps())) {
            throw new IllegalStateException(call + " of " + channel
                    + ", for which a connection, a server, a task or a callback of this loop waits already");
        }
    }
}
