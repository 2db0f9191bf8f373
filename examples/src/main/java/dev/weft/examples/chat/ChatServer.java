package dev.weft.examples.chat;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.toThread;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.examples.http.HttpLimits;
import dev.weft.examples.http.HttpRequest;
import dev.weft.examples.http.HttpResponse;
import dev.weft.examples.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * A chat server: {@code GET /} is the page, {@code GET /events} the messages as they come, and {@code POST /say} says
 * something. {@link ChatRoom} says what happens to clients that are slow.
 */
public final class ChatServer {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int NO_CONTENT = 204;
    private static final byte[] NOTHING = {};

    private final ChatRoom room; // constant after construction
    private final byte[] page; // constant after construction

    ChatServer(ChatRoom room, byte[] page) {
        this.room = room;
        this.page = page;
    }

    /** Reads the page, which is a resource beside this class. */
    static byte[] page() throws IOException {
        try (InputStream page = ChatServer.class.getResourceAsStream("chat.html")) {
            return Objects.requireNonNull(page, "chat.html is not in the jar").readAllBytes();
        }
    }

    Coroutine<HttpResponse> handle(HttpRequest request) throws IOException {
        return switch (request.method() + " " + request.path()) {
            case "GET /" -> completed(HttpResponse.of(200, "text/html; charset=utf-8", page));
            case "GET /events" -> completed(events(request));
            case "POST /say" -> say(request);
            default -> completed(HttpResponse.text(404, "there is no " + request.path() + "\n"));
        };
    }

    private HttpResponse events(HttpRequest request) {
        HttpResponse events = HttpResponse.stream("text/event-stream", room.listen(seen(request)));
        events.headers().add("Cache-Control", "no-store");
        return events;
    }

    @Async
    private Coroutine<HttpResponse> say(HttpRequest request) throws IOException {
        boolean said = room.say(await(request.body().readAll()));
        return completed(
                said
                        ? HttpResponse.of(NO_CONTENT, "text/plain", NOTHING)
                        : HttpResponse.text(400, "a name, a line feed, and a text were expected\n"));
    }

    /** Returns the number of the last message that a client has seen, which browsers send when they reconnect. */
    private static long seen(HttpRequest request) {
        String id = request.headers().get("Last-Event-ID");
        return id != null && id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    @Async
    static Coroutine<Void> main(int port) throws IOException {
        ChatRoom room = new ChatRoom(HEARTBEAT);
        ChatServer chat = new ChatServer(room, await(toThread(() -> page()), IOException.class));
        HttpServer server =
                await(HttpServer.start(request -> chat.handle(request), "127.0.0.1", port, HttpLimits.USUAL));
        System.out.println("listening on http://127.0.0.1:" + server.port() + "/");
        await(server.serveUntilSignal(GRACE, () -> room.close()));
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
