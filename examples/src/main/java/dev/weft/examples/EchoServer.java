package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.IOException;
import java.util.List;

/**
 * A lesson on streams: a server and its client in one program. The server runs {@code echo} in a task for each connection, and
 * closes the connection when that ends.
 */
public final class EchoServer {
    private static final String HOST = "127.0.0.1";

    private EchoServer() {}

    @Async
    static Coroutine<Void> echo(Connection connection) throws IOException {
        byte[] line = await(connection.reader().readLine());
        while (line.length > 0) {
            System.out.println("server: " + text(line));
            connection.writer().write(line);
            await(connection.writer().drain());
            line = await(connection.reader().readLine());
        }
        System.out.println("server: the client has ended");
        return completed();
    }

    @Async
    static Coroutine<Void> talk(int port) throws IOException {
        try (Connection connection = await(Streams.openConnection(HOST, port))) {
            for (String word : List.of("tea", "cake")) {
                connection.writer().write((word + "\n").getBytes(US_ASCII));
                System.out.println("client: " + text(await(connection.reader().readLine())));
            }
            connection.writer().writeEof();
            System.out.println("client: " + await(connection.reader().read(-1)).length + " bytes more");
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() throws IOException {
        Server server = await(Streams.startServer(connection -> echo(connection), HOST, 0));
        await(talk(server.port()));
        server.close();
        await(server.waitClosed());
        System.out.println("closed");
        return completed();
    }

    private static String text(byte[] line) {
        return new String(line, US_ASCII).strip();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(() -> main());
    }
}
