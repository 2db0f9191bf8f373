package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.Async;
import dev.weft.Coroutine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        client = S3AsyncClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + store.getAddress().getPort()))
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
