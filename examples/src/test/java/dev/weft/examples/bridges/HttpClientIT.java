package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's HTTP client, whose futures are awaited as they are, against a server on this machine. */
@Timeout(60)
class HttpClientIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tea", HttpClientIT::serve);
        server.createContext("/never", exchange -> {});
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        byte[] body = "2 cups".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void response_isAwaited() throws IOException {
        assertThat(run(fetch(client, address("/tea")))).isEqualTo("2 cups");
    }

    @Async
    static Coroutine<String> fetch(HttpClient client, URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        HttpResponse<String> response = await(client.sendAsync(request, BodyHandlers.ofString()), IOException.class);
        return completed(response.body());
    }

    @Test
    void failure_ofARequest_isThrownAtTheAwaitAsItIs() {
        URI refused = address("/tea");
        server.stop(0);
        assertThatThrownBy(() -> run(fetch(client, refused))).isInstanceOf(IOException.class);
    }

    @Test
    void request_thatTakesTooLong_isCancelled() {
        HttpRequest request = HttpRequest.newBuilder(address("/never")).build();
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, BodyHandlers.ofString());
        assertThatThrownBy(() -> run(inTime(response))).isInstanceOf(TimeoutException.class);
        assertThat(response).isCancelled();
    }

    @Async
    private static Coroutine<HttpResponse<String>> inTime(CompletableFuture<HttpResponse<String>> response)
            throws TimeoutException {
        return waitFor(Future.from(response), Duration.ofMillis(10));
    }
}
