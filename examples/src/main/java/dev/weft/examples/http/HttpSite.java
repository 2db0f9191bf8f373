package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.io.IOException;
import java.time.Duration;

/** A small site on the HTTP server: a greeting, an echo of bodies, a slow page and a long one. */
public final class HttpSite {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final byte[] LINE = "All work and no play makes Jack a dull boy.\n".getBytes(UTF_8);
    private static final int MOST_LINES = 1_000_000;

    private HttpSite() {}

    static Coroutine<HttpResponse> handle(HttpRequest request) throws IOException {
        return switch (request.path()) {
            case "/" -> completed(HttpResponse.text(200, "Hello, World!"));
            case "/echo" -> echo(request);
            case "/slow" -> sleep(Duration.ofMillis(500), HttpResponse.text(200, "finally\n"));
            case "/lines" -> completed(HttpResponse.stream("text/plain", lines(number(request))));
            default -> completed(HttpResponse.text(404, "there is no " + request.path() + "\n"));
        };
    }

    @Async
    private static Coroutine<HttpResponse> echo(HttpRequest request) throws IOException {
        return completed(HttpResponse.of(
                200, "application/octet-stream", await(request.body().readAll())));
    }

    @Async
    static AsyncIterator<byte[]> lines(int count) {
        for (int i = 0; i < count; i++) {
            emit(LINE);
        }
        return AsyncIterator.end();
    }

    private static int number(HttpRequest request) throws HttpException {
        String query = request.target().substring(request.path().length());
        if (!query.matches("\\?[0-9]{1,7}") || Integer.parseInt(query.substring(1)) > MOST_LINES) {
            throw new HttpException(400, "/lines?N sends N lines, at most " + MOST_LINES);
        }
        return Integer.parseInt(query.substring(1));
    }

    @Async
    static Coroutine<Void> main(int port) throws IOException {
        HttpServer server = await(HttpServer.start(request -> handle(request), "127.0.0.1", port, HttpLimits.USUAL));
        System.out.println("listening on http://127.0.0.1:" + server.port() + "/");
        await(server.serveUntilSignal(GRACE, () -> System.out.println("stopping")));
        System.out.println("stopped");
        return completed();
    }

    /**
     * Serves until SIGTERM.
     *
     * @param args the port, if not 8080; 0 for any
     */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Weft.run(() -> main(port));
    }
}
