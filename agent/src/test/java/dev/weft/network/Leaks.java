package dev.weft.network;

import static dev.weft.Weft.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.Weft;
import dev.weft.internal.net.LoopNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test must leave as it found it: the descriptors, threads and children of this process, and what the loop keeps. */
record Leaks(Set<String> descriptors, Set<String> threads, long children) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration GRACE =
            Duration.ofSeconds(10); // for look-ups, pipes and the reaper of children, which no loop waits for

    static {
        openWhatTheJdkKeeps();
        Weft.run(() -> toThread(SelectorOfVirtualThreads::open));
    }

    static Leaks now() {
        return new Leaks(sockets(), names(), ProcessHandle.current().children().count());
    }

    /* The JDK opens a pair of sockets when it closes the first channel, and keeps one of them for good. */
    private static void openWhatTheJdkKeeps() {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
                SocketChannel channel = SocketChannel.open(listening.getLocalAddress());
                SocketChannel accepted = listening.accept();
                ServerSocket server = new ServerSocket(0, 1, here);
                Socket socket = new Socket(here, server.getLocalPort());
                Socket other = server.accept()) {
            channel.configureBlocking(false);
            assertThat(accepted.isConnected() && socket.isConnected() && other.isConnected())
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> sockets() {
        Set<String> found = new TreeSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            all.forEach(each -> {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:") || target.startsWith("pipe:") || target.contains("event")) {
                        found.add(target + " " + each.getFileName());
                    }
                } catch (IOException gone) {
                    return; // it was open only while it was listed
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Returns what the system says of connections, by the number of the socket: for the message. */
    private static String connections() {
        try {
            return Files.isDirectory(DESCRIPTORS)
                    ? Files.readString(Path.of("/proc/self/net/tcp")) + Files.readString(Path.of("/proc/self/net/tcp6"))
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("weft") && !name.matches("weft-(lookup-\\d+|tls-\\d+|signals)"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fails if there is more of anything than before. */
    void check(EventLoop loop) {
        Leaks now = now();
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (now.exceeds(this) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            now = now();
        }
        assertThat(now.threads).as("threads").isSubsetOf(threads);
        assertThat(now.children).as("children, zombies among them").isLessThanOrEqualTo(children);
        assertThat(now.descriptors.size())
                .as("descriptors: %s, before: %s, %s", now.descriptors, descriptors, connections())
                .isLessThanOrEqualTo(descriptors.size());
        LoopNetwork network = LoopNetwork.of(loop);
        assertThat(network.open()).as("open resources of the loop").isZero();
        assertThat(network.arrays().out()).as("arrays in use").isZero();
    }

    private boolean exceeds(Leaks before) {
        return descriptors.size() > before.descriptors.size()
                || children > before.children
                || !before.threads.containsAll(threads);
    }

    /** A selector that the JDK opens for good when the first virtual thread waits for a socket. */
    private static final class SelectorOfVirtualThreads {
        static boolean open() throws IOException {
            InetAddress here = InetAddress.getLoopbackAddress();
            try (ServerSocket server = new ServerSocket(0, 1, here);
                    Socket socket = new Socket(here, server.getLocalPort())) {
                socket.setSoTimeout(1);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
    }
}
