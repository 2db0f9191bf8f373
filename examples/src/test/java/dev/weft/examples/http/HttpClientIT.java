package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against the server of these examples, on one loop, and against servers that do odd things. */
@Timeout(60)
class HttpClientIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Test
    void requests_shareFewConnections() {
        assertThat(Weft.run(() -> thirtyRequests())).isEqualTo(List.of(30, 4));
    }

    @Async
    private static Coroutine<List<Integer>> thirtyRequests() throws IOException, TimeoutException {
        HttpServer server =
                await(HttpServer.start(request -> HttpSite.handle(request), "127.0.0.1", 0, HttpLimits.USUAL));
        try (HttpClient client = new HttpClient(4, LONG, 1 << 20)) {
            List<Coroutine<byte[]>> requests = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                requests.add(client.get(address(server.port(), i % 2 == 0 ? "/" : "/lines?1000")));
            }
            List<byte[]> bodies = await(gather(requests));
            int right = 0;
            for (byte[] body : bodies) {
                right += body.length == 13 || body.length == 44_000 ? 1 : 0;
            }
            return completed(List.of(right, server.connections()));
        }
    }

    @Test
    void post_isEchoed_andAStatusIsNoException() {
        Weft.run(() -> post());
    }

    @Async
    private static Coroutine<Void> post() throws IOException, TimeoutException {
        HttpServer server =
                await(HttpServer.start(request -> HttpSite.handle(request), "127.0.0.1", 0, HttpLimits.USUAL));
        HttpClient client = new HttpClient(1, LONG, 1 << 20);
        byte[] body = new byte[200_000];
        Arrays.fill(body, (byte) 7);
        for (int i = 0; i < 3; i++) {
            try (HttpClient.Response response =
                    await(client.send("POST", address(server.port(), "/echo"), new Headers(), body))) {
                assertThat(await(response.body().readAll())).isEqualTo(body);
            }
            try (HttpClient.Response response =
                    await(client.send("HEAD", address(server.port(), "/none"), new Headers(), new byte[0]))) {
                assertThat(response.status()).isEqualTo(404);
                assertThat(await(response.body().readAll())).isEmpty();
            }
        }
        assertThat(server.connections()).isEqualTo(1);
        client.close();
        await(server.stop(LONG));
        return completed();
    }

    @Test
    void response_closedEarly_endsItsConnection() {
        Weft.run(() -> leaveEarly());
    }

    @Async
    private static Coroutine<Void> leaveEarly() throws IOException, TimeoutException {
        Endless endless = new Endless();
        HttpServer server = await(HttpServer.start(
                request -> completed(HttpResponse.stream("text/plain", endless.parts())),
                "127.0.0.1",
                0,
                HttpLimits.USUAL));
        HttpClient client = new HttpClient(1, LONG, Long.MAX_VALUE);
        for (int i = 0; i < 2; i++) { // the second finds the permit that the first gave back
            try (HttpClient.Response response =
                    await(client.send("GET", address(server.port(), "/"), new Headers(), new byte[0]))) {
                assertThat(await(response.body().read())).isNotEmpty();
            }
        }
        await(server.stop(LONG));
        assertThat(endless.closed).isEqualTo(2);
        return completed();
    }

    /** A body without end. */
    private static final class Endless {
        private int closed;

        @Async
        AsyncIterator<byte[]> parts() {
            try {
                while (true) {
                    Weft.emit(new byte[1000]);
                }
            } finally {
                closed++;
            }
        }
    }

    @Test
    void connection_closedByTheServerWhileIdle_isReplaced() {
        Weft.run(() -> closedWhileIdle());
    }

    /** A server that promises to keep the connection, and closes it behind the first response. */
    @Async
    private static Coroutine<Void> answerOnce(Connection connection) throws IOException {
        await(connection.reader().readUntil(Head.END));
        connection.writer().write("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));
        return completed();
    }

    @Async
    private static Coroutine<Void> closedWhileIdle() throws IOException, TimeoutException {
        Server server = await(Streams.startServer(connection -> answerOnce(connection), "127.0.0.1", 0));
        HttpClient client = new HttpClient(1, LONG, 1000);
        for (int i = 0; i < 5; i++) {
            assertThat(await(client.get(address(server.port(), "/"))))
                    .asString()
                    .isEqualTo("ok");
        }
        client.close();
        server.close();
        return completed();
    }

    @Test
    void server_thatNeverAnswers_timesOut_andItsConnectionIsClosed() {
        assertThatThrownBy(() -> Weft.run(() -> askTheSilent())).isInstanceOf(TimeoutException.class);
    }

    @Async
    private static Coroutine<byte[]> askTheSilent() throws IOException, TimeoutException {
        Server server = await(Streams.startServer(connection -> sleep(LONG), "127.0.0.1", 0));
        HttpClient client = new HttpClient(1, Duration.ofMillis(50), 1000);
        return client.get(address(server.port(), "/"));
    }

    @Test
    void server_thatIsNotThere_refuses() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        HttpClient client = new HttpClient(1, LONG, 1000);
        assertThatThrownBy(() -> Weft.run(() -> client.get(address(port, "/")))).isInstanceOf(ConnectException.class);
    }

    @Test
    void server_thatSpeaksAnotherProtocol_isAnException() {
        assertThatThrownBy(() -> Weft.run(() -> askTheStranger())).isInstanceOf(HttpException.class);
    }

    @Async
    private static Coroutine<byte[]> askTheStranger() throws IOException, TimeoutException {
        Server server = await(Streams.startServer(connection -> greet(connection), "127.0.0.1", 0));
        HttpClient client = new HttpClient(1, LONG, 1000);
        return client.get(address(server.port(), "/"));
    }

    @Async
    private static Coroutine<Void> greet(Connection connection) throws IOException {
        connection.writer().write("220 mail.example ESMTP ready\r\n\r\n".getBytes(UTF_8));
        await(connection.reader().read(-1));
        return completed();
    }
}
