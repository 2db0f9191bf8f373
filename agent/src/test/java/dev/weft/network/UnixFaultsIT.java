package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 44: paths of Unix domain sockets. */
class UnixFaultsIT extends NetworkTest {
    @TempDir
    Path directory;

    @Async
    private static Coroutine<Void> hello(Connection connection) throws IOException {
        connection.writer().write(bytes("hello"));
        await(connection.writer().drain());
        return completed();
    }

    @Test
    void path_thatIsTooLongOrHasNoDirectory_isRefused() {
        Path tooLong = directory.resolve("x".repeat(200));
        assertThatThrownBy(() -> run(() -> Streams.startUnixServer(UnixFaultsIT::hello, tooLong)))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> run(() -> Streams.openUnixConnection(tooLong))).isInstanceOf(SocketException.class);
        Path nowhere = directory.resolve("no").resolve("directory");
        assertThatThrownBy(() -> run(() -> Streams.startUnixServer(UnixFaultsIT::hello, nowhere)))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> run(() -> Streams.openUnixConnection(nowhere))).isInstanceOf(SocketException.class);
    }

    private void leaveStale(Path path) throws IOException {
        try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(path));
        }
    }

    @Async
    private Coroutine<Void> overAStaleFile(Path path) throws IOException {
        try {
            await(Streams.openUnixConnection(path));
        } catch (ConnectException e) {
            log("nobody listens");
        }
        Server server = await(Streams.startUnixServer(connection -> hello(connection), path));
        Connection connection = await(Streams.openUnixConnection(path));
        log(text(await(connection.reader().read(-1))));
        await(close(connection, server));
        return completed();
    }

    @Test
    void file_thatAnEarlierServerHasLeft_isReplaced() throws IOException {
        Path path = directory.resolve("s");
        leaveStale(path);
        run(() -> overAStaleFile(path));
        assertThat(lines).containsExactly("nobody listens", "hello");
        assertThat(path).doesNotExist();
    }

    @Test
    void file_thatIsNoSocket_isInTheWayAndStays() throws IOException {
        Path path = Files.writeString(directory.resolve("text"), "precious");
        assertThatThrownBy(() -> run(() -> Streams.startUnixServer(UnixFaultsIT::hello, path)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("text");
        assertThat(path).hasContent("precious");
    }

    @Async
    private Coroutine<Void> replaced(Path path) throws IOException {
        Server first = await(Streams.startUnixServer(connection -> hello(connection), path));
        Server second = await(Streams.startUnixServer(connection -> hello(connection), path));
        first.close();
        log("there", Files.exists(path));
        Connection connection = await(Streams.openUnixConnection(path));
        log(text(await(connection.reader().read(-1))));
        await(close(connection, second));
        log("there", Files.exists(path));
        return completed();
    }

    @Test
    void file_thatAnotherServerHasReplaced_isNotDeleted() {
        run(() -> replaced(directory.resolve("s")));
        assertThat(lines).containsExactly("there True", "hello", "there False");
    }
}
