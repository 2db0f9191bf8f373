package dev.weft.examples.chat;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.examples.Programs;
import dev.weft.examples.ServerProcess;
import dev.weft.examples.http.Headers;
import dev.weft.examples.http.HttpClient;
import dev.weft.examples.http.HttpLimits;
import dev.weft.examples.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chat: its room, its server, and its page in a browser. */
@Timeout(120)
class ChatIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Async
    private static Coroutine<String> next(AsyncIterator<byte[]> events) {
        boolean more = await(events.advance());
        return completed(more ? new String(events.current(), UTF_8) : "end");
    }

    @Test
    void listener_getsTheLastMessages_andThenEachAsItComes() {
        Weft.run(() -> listen());
    }

    @Async
    private static Coroutine<Void> listen() {
        ChatRoom room = new ChatRoom(LONG);
        assertThat(room.say("Ada\nfirst".getBytes(UTF_8))).isTrue();
        assertThat(room.say("Ada\nsecond".getBytes(UTF_8))).isTrue();
        AsyncIterator<byte[]> events = room.listen(1);
        assertThat(await(next(events))).isEqualTo("id: 2\ndata: Ada\ndata: second\n\n");
        room.say(" Bob\t\nthird ".getBytes(UTF_8));
        assertThat(await(next(events))).isEqualTo("id: 3\ndata: Bob\ndata: third\n\n");
        room.close();
        assertThat(await(next(events))).isEqualTo("end");
        assertThat(room.listeners()).isZero();
        return completed();
    }

    @Test
    void listener_thatFallsBehind_isDropped_andFindsTheLastMessages() {
        Weft.run(() -> fallBehind());
    }

    @Async
    private static Coroutine<Void> fallBehind() {
        ChatRoom room = new ChatRoom(LONG);
        room.say("Ada\n1".getBytes(UTF_8));
        AsyncIterator<byte[]> events = room.listen(0);
        assertThat(await(next(events))).startsWith("id: 1\n");
        for (int i = 2; i <= 2 + ChatRoom.KEPT; i++) {
            room.say(("Ada\n" + i).getBytes(UTF_8));
        }
        assertThat(await(next(events))).isEqualTo("end");
        AsyncIterator<byte[]> again = room.listen(1);
        assertThat(await(next(again))).startsWith("id: 3\n");
        await(again.close());
        assertThat(room.listeners()).isZero();
        return completed();
    }

    @Test
    void silence_isInterruptedByAHeartbeat() {
        assertThat(Weft.run(() -> next(new ChatRoom(Duration.ofMillis(1)).listen(0))))
                .startsWith(":");
    }

    @Test
    void clients_thatSaySomething_areHeardOverHttp() {
        Weft.run(() -> overHttp());
    }

    @Async
    private static Coroutine<Void> overHttp() throws IOException, TimeoutException {
        ChatRoom room = new ChatRoom(LONG);
        ChatServer chat = new ChatServer(room, ChatServer.page());
        HttpServer server = await(HttpServer.start(request -> chat.handle(request), "127.0.0.1", 0, HttpLimits.USUAL));
        URI address = URI.create("http://127.0.0.1:" + server.port());
        try (HttpClient client = new HttpClient(10, LONG, Integer.MAX_VALUE)) {
            HttpClient.Response events =
                    await(client.send("GET", address.resolve("/events"), new Headers(), new byte[0]));
            assertThat(events.headers().get("Content-Type")).isEqualTo("text/event-stream");
            assertThat(await(say(client, address, "Ada\nhello"))).isEqualTo(204);
            assertThat(new String(await(events.body().read()), UTF_8)).isEqualTo("id: 1\ndata: Ada\ndata: hello\n\n");
            assertThat(await(say(client, address, "nobody"))).isEqualTo(400);
            assertThat(await(say(client, address, "x\n" + "y".repeat(2_000_000))))
                    .isEqualTo(413);
            events.close();
            while (room.listeners() > 0) { // until the reset has arrived, and a message was sent in vain
                assertThat(await(say(client, address, "Ada\nanybody?"))).isEqualTo(204);
                await(yieldNow());
            }
        }
        room.close();
        await(server.stop(LONG));
        return completed();
    }

    @Async
    private static Coroutine<Integer> say(HttpClient client, URI address, String form)
            throws IOException, TimeoutException {
        try (HttpClient.Response response =
                await(client.send("POST", address.resolve("/say"), new Headers(), form.getBytes(UTF_8)))) {
            await(response.body().readAll());
            return completed(response.status());
        }
    }

    @Test
    void page_inABrowser_showsWhatIsSaid(@TempDir Path profile) throws Exception {
        String chromium = Programs.required("chromium", "chromium");
        try (ServerProcess server = ServerProcess.of("ChatServer");
                Browser browser = Browser.showing(server.address(), chromium, profile)) {
            browser.await("document.getElementById('state').textContent", "connected");
            browser.type("name", "Ada");
            browser.type("text", "hello <b>all</b>");
            browser.enter();
            browser.await("document.querySelector('#messages li:last-child').textContent", "Adahello <b>all</b>");
            browser.await("document.getElementById('text').value", "");

            assertThat(Weft.run(() -> say(new HttpClient(1, LONG, 1000), server.address(), "Bob\nhello Ada")))
                    .isEqualTo(204);
            browser.await("document.querySelector('#messages li:last-child').textContent", "Bobhello Ada");
            server.terminate();
            assertThat(server.awaitEnd()).containsExactly("stopped");
        }
    }
}
