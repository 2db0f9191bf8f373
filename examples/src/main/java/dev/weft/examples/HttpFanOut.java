package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.waitFor;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * 200 concurrent HTTP requests on one loop thread: one of them fails, one times out, the rest are answered.
 *
 * <p>The client is the JDK's, and its {@code CompletableFuture}s are awaited directly. The counters need no lock: only
 * the loop's thread touches them.
 */
public final class HttpFanOut {
    private static final int REQUESTS = 200;
    private static final int PROGRESS_STEP = 50;

    private final HttpClient client;
    private final URI server;
    private int answered;
    private int failed;
    private int timedOut;

    private HttpFanOut(HttpClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    /**
     * Starts a local server and runs the requests against it.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (SlowServer server = SlowServer.start()) {
            HttpFanOut fanOut = new HttpFanOut(HttpClient.newHttpClient(), server.address());
            System.out.println(Weft.run(fanOut.requestEverything()));
        }
    }

    @Async
    Coroutine<String> requestEverything() {
        List<Coroutine<Void>> requests = new ArrayList<>();
        for (int i = 1; i <= REQUESTS; i++) {
            requests.add(request("/item/" + i));
        }
        await(gather(requests)); // wraps each coroutine in a task
        return completed(
                REQUESTS + " requests: " + answered + " answered, " + failed + " failed, " + timedOut + " timed out");
    }

    @Async
    Coroutine<Void> request(String path) {
        // Short where the server never answers, so that the example ends soon; long elsewhere, for busy machines.
        Duration patience = path.equals(SlowServer.SILENT) ? Duration.ofMillis(500) : Duration.ofSeconds(60);
        try {
            await(waitFor(fetch(path), patience));
            answered++;
        } catch (IOException e) {
            failed++;
            System.out.println(path + " failed: " + e.getMessage());
        } catch (TimeoutException e) {
            timedOut++;
            System.out.println(path + " timed out after " + patience.toMillis() + " ms");
        }
        int done = answered + failed + timedOut;
        if (done % PROGRESS_STEP == 0) {
            System.out.println(done + " of " + REQUESTS + " done");
        }
        return completed();
    }

    @Async
    Coroutine<String> fetch(String path) throws IOException {
        HttpRequest get = HttpRequest.newBuilder(server.resolve(path)).build();
        HttpResponse<String> response = await(client.sendAsync(get, HttpResponse.BodyHandlers.ofString()));
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode());
        }
        return completed(response.body());
    }
}
