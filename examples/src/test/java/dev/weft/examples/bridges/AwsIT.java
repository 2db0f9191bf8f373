package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The AWS SDK's asynchronous client of S3, whose futures are awaited as they are, against an HTTP server on this machine. */
@Timeout(60)
class AwsIT {
    private HttpServer store;
    private S3AsyncClient client;

    @BeforeEach
    void start() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", AwsIT::serve);
        store.start();
        client = clientOf(store.getAddress().getPort());
    }

    private static S3AsyncClient clientOf(int port) {
        return S3AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .forcePathStyle(true)
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        store.stop(0);
    }

    @Test
    void object_ofABucket_isAwaited_andAMissingOneIsTheServicesOwnException() {
        assertThat(run(loadBoth(client))).isEqualTo("2 cups, none");
    }

    @Test
    void cancelledAwait_cancelsTheRequest() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                S3AsyncClient toIt = clientOf(silent.getLocalPort())) {
            CompletableFuture<String> arrived = new CompletableFuture<>();
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> readToTheEnd(silent, arrived));
            run(cancelled(toIt, arrived));
            ended.get(30, TimeUnit.SECONDS);
        }
    }

    /** Never answers; returns when the client has closed the connection of its request. */
    private static void readToTheEnd(ServerSocket silent, CompletableFuture<String> arrived) {
        try (Socket connection = silent.accept()) {
            connection.getInputStream().read();
            arrived.complete("request");
            connection.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // an end as well
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Async
    private static Coroutine<Void> cancelled(S3AsyncClient client, CompletableFuture<String> arrived) {
        Task<String> task = createTask(loadOrder(client, "1"));
        await(arrived);
        task.cancel();
        await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
        assertThat(task.isCancelled()).isTrue();
        return completed();
    }

    @Async
    private static Coroutine<String> loadBoth(S3AsyncClient client) {
        return completed(await(loadOrder(client, "1")) + ", " + await(loadOrder(client, "missing")));
    }

    @Async
    static Coroutine<String> loadOrder(S3AsyncClient s3, String id) {
        try {
            return completed(await(s3.getObject(it -> it.bucket("orders").key(id), AsyncResponseTransformer.toBytes()))
                    .asUtf8String());
        } catch (NoSuchKeyException e) {
            return completed("none");
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        boolean found = exchange.getRequestURI().getPath().equals("/orders/1");
        byte[] body = (found ? "2 cups" : "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(found ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
