package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP server, byte by byte, against blocking sockets of the JDK. */
@Timeout(120)
class HttpServerIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(150);

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: a\r\n";

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.of(request -> HttpSite.handle(request), HttpLimits.USUAL.withTimes(LONG, LONG, LONG));
    }

    @AfterEach
    void stop() throws Exception {
        server.awaitNoConnections();
        server.close();
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void connection_isUsedAgain() throws Exception {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                RawClient.Response response = client.send(GET).response();
                assertThat(response.head())
                        .startsWith("HTTP/1.1 200 OK\r\nDate: ")
                        .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n")
                        .doesNotContain("Connection:");
                assertThat(response.body()).isEqualTo("Hello, World!");
            }
        }
    }

    @Test
    void requests_sentAtOnce_areAnsweredInOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append(POST).append("Content-Length: 4\r\n\r\n").append(1000 + i);
        }
        try (RawClient client = server.connect()) {
            client.send(requests.toString());
            for (int i = 0; i < 100; i++) {
                assertThat(client.response().body()).isEqualTo(Integer.toString(1000 + i));
            }
        }
    }

    @Test
    void response_toARequest_doesNotWaitForTheRestOfTheNext() throws Exception {
        try (RawClient client = server.connect()) {
            assertThat(client.send(GET + "GET / HT").response().status()).isEqualTo(200);
            assertThat(client.send("TP/1.1\r\nHost: a\r\n\r\n").response().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void request_byteByByte_isUnderstood() throws Exception {
        try (RawClient client = server.connect()) {
            for (char c : (POST + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: t\r\n\r\n")
                    .toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.response().body()).isEqualTo("abcde");
        }
    }

    @Test
    void stream_isSentInChunks_andTheConnectionIsUsedAgain() throws Exception {
        String line = "All work and no play makes Jack a dull boy.\n";
        try (RawClient client = server.connect()) {
            client.send("GET /lines?2 HTTP/1.1\r\nHost: a\r\n\r\n" + GET.replace("Host", "Connection: close\r\nHost"));
            assertThat(client.head()).contains("Transfer-Encoding: chunked\r\n").doesNotContain("Content-Length");
            String chunk = "2c\r\n" + line + "\r\n";
            assertThat(client.rest()).startsWith(chunk + chunk + "0\r\n\r\nHTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void stream_forAnOldClient_endsWithTheConnection() throws Exception {
        try (RawClient client = server.connect()) {
            String all = client.send("GET /lines?2 HTTP/1.0\r\n\r\n").rest();
            assertThat(all)
                    .contains("Connection: close\r\n")
                    .doesNotContain("chunked", "2c")
                    .endsWith("dull boy.\n");
        }
    }

    @Test
    void head_isAnsweredWithoutABody() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head()).contains("Content-Length: 13\r\n");
            client.send("HEAD /lines?9 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head()).contains("chunked");
            assertThat(client.send(GET).response().body()).isEqualTo("Hello, World!");
        }
    }

    @Test
    void client_thatExpectsContinue_isToldTo() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(POST + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("abc").response().body()).isEqualTo("abc");
        }
    }

    @Test
    void client_thatExpectsContinueInVain_isAnsweredAndClosed() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.response().head()).startsWith("HTTP/1.1 404").contains("Connection: close\r\n");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void client_thatAsksForIt_isClosed() throws Exception {
        try (RawClient client = server.connect()) {
            String all = client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n")
                    .rest();
            assertThat(all).contains("Connection: close\r\n").endsWith("Hello, World!");
        }
    }

    @Test
    void client_thatEndsItsOutput_isAnswered() throws Exception {
        try (RawClient client = server.connect()) {
            assertThat(client.send("\r\n" + GET).endOutput().rest()).endsWith("Hello, World!");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | nonsense",
                "400 | GET /",
                "400 | GET  / HTTP/1.1~Host: a",
                "400 | GET / FTP/1.1~Host: a",
                "505 | GET / HTTP/2.0~Host: a",
                "400 | G(T / HTTP/1.1~Host: a",
                "400 | GET / HTTP/1.1",
                "400 | GET / HTTP/1.1~Host: a~Host: a",
                "400 | GET / HTTP/1.1~Host: a~no colon",
                "400 | GET / HTTP/1.1~Host: a~Name : b",
                "400 | GET / HTTP/1.1~Host: a~X: b~ folded",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: -1",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked",
                "501 | POST / HTTP/1.1~Host: a~Transfer-Encoding: gzip",
                "413 | POST / HTTP/1.1~Host: a~Content-Length: 1048577",
                "417 | POST / HTTP/1.1~Host: a~Content-Length: 1~Expect: money",
                "404 | GET /nowhere HTTP/1.1~Host: a",
            })
    void request_thatIsWrong_isAnsweredWithAStatus(int status, String head) throws Exception {
        try (RawClient client = server.connect()) {
            String request = head.replace("~", "\r\n") + "\r\n\r\n";
            assertThat(client.send(request).response().status()).isEqualTo(status);
            if (status != 404) {
                assertThat(client.rest()).isEmpty();
            }
        }
    }

    @Test
    void request_thatIsWrong_behindAGoodOne_isAnsweredAsWell() throws Exception {
        try (RawClient client = server.connect()) {
            assertThat(client.send(GET).response().status()).isEqualTo(200);
            assertThat(client.send("nonsense\r\n\r\n").response().status()).isEqualTo(400);
        }
    }

    @Test
    void fields_withALineFeedOrTooMany_areRefused() throws Exception {
        try (RawClient client = server.connect()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(400);
        }
        try (RawClient client = server.connect()) {
            String many = "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(100) + "\r\n";
            assertThat(client.send(many).response().status()).isEqualTo(431);
        }
    }

    @Test
    void head_withoutEnd_isRefused() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nX: " + "y".repeat(HttpLimits.USUAL.headBytes()));
            assertThat(client.response().status()).isEqualTo(431);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,xyz", "400,3", "413,7fffffffffffffff", "413,7ffffffffffffff", "400,-3", "400,''"})
    void chunk_withABadLength_isRefused(int status, String length) throws Exception {
        try (RawClient client = server.connect()) {
            client.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + length + "\r\nabcdefgh\r\n");
            int expected = length.length() == 16 ? 400 : status; // too long for a number
            assertThat(client.response().status()).isEqualTo(expected);
        }
    }

    @Test
    void body_thatIsIncomplete_isRefused() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(POST + "Content-Length: 8\r\n\r\nabc").endOutput();
            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    void body_thatTheHandlerDoesNotWant_isSkipped() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + GET);
            assertThat(client.response().status()).isEqualTo(404);
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void clients_thatAreSlow_areTurnedAway() throws Exception {
        HttpLimits strict = HttpLimits.USUAL.withTimes(SHORT, SHORT, SHORT);
        try (RunningServer impatient = RunningServer.of(request -> HttpSite.handle(request), strict)) {
            try (RawClient idle = impatient.connect();
                    RawClient slowHead = impatient.connect();
                    RawClient slowBody = impatient.connect();
                    RawClient slowChunk = impatient.connect();
                    RawClient slowReader = impatient.connect()) {
                slowHead.send("GET / HT");
                slowBody.send(POST + "Content-Length: 8\r\n\r\nabc");
                slowChunk.send(POST + "Transfer-Encoding: chunked\r\n\r\n8\r\nabc");
                slowReader.send("GET /lines?1000000 HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(idle.rest()).isEmpty();
                assertThat(slowHead.response().status()).isEqualTo(408);
                assertThat(slowBody.response().status()).isEqualTo(408);
                assertThat(slowChunk.response().status()).isEqualTo(408);
                impatient.awaitNoConnections();
                assertThat(slowReader.rest()).doesNotContain("\r\n0\r\n\r\n").endsWith("<reset>");
            }
            assertThat(impatient.errors()).isEmpty();
        }
    }

    @Test
    void handler_thatFails_isReportedAndAnswered() throws Exception {
        try (RunningServer broken = RunningServer.of(request -> fail(), HttpLimits.USUAL)) {
            try (RawClient client = broken.connect()) {
                assertThat(client.send(GET).response().status()).isEqualTo(500);
                assertThat(client.send(GET).response().status()).isEqualTo(500);
            }
            assertThat(broken.errors()).hasSize(2);
        }
    }

    @Async
    static Coroutine<HttpResponse> fail() {
        throw new IllegalStateException("on purpose");
    }

    @Test
    void stop_answersWhatIsUnderWay_andAcceptsNothingMore() throws Exception {
        Gate gate = new Gate();
        try (RunningServer stopping = RunningServer.of(request -> gate.handle(), HttpLimits.USUAL)) {
            try (RawClient busy = stopping.connect();
                    RawClient idle = stopping.connect()) {
                busy.send(GET);
                while (!stopping.ask(server -> gate.isEntered())) {
                    Thread.onSpinWait();
                }
                stopping.beginStop();
                assertThat(idle.send("").rest()).isEmpty();
                assertThatThrownBy(stopping::connect).isInstanceOf(ConnectException.class);
                stopping.ask(server -> gate.open());
                assertThat(busy.rest()).contains("Connection: close").endsWith("\r\n\r\nopen");
            }
        }
    }

    /** A handler that waits until it is let go. */
    private static final class Gate {
        private Event entered;
        private Event opened;

        @Async
        Coroutine<HttpResponse> handle() throws IOException {
            entered = new Event();
            opened = new Event();
            await(opened.waitUntilSet());
            return completed(HttpResponse.text(200, "open"));
        }

        boolean isEntered() {
            return entered != null;
        }

        boolean open() {
            opened.set();
            return true;
        }
    }
}
