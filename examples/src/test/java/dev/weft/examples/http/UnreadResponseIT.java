package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.net.Connection;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that leave some of a response unread, whatever its size, in virtual time: none of them stays for ever. */
@Timeout(60)
class UnreadResponseIT {
    private static final Duration TWO_LIMITS = HttpLimits.USUAL.head().plus(HttpLimits.USUAL.write());
    private static final int STEP = 20_000; // less than the output that is kept before a writer has to wait

    static Stream<Arguments> responses() {
        return IntStream.range(0, 20)
                .boxed()
                .flatMap(i -> Stream.of("", "Connection: close\r\n").map(field -> Arguments.of(i * STEP, field)));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void client_thatDoesNotRead_isClosedOrReset(int size, String field) throws IOException {
        try (TestLoop loop = new TestLoop()) {
            loop.run(leave(size, field));
        }
    }

    @Async
    private static Coroutine<Void> leave(int size, String field) throws IOException {
        HttpServer server = new HttpServer(
                request -> completed(HttpResponse.of(200, "text/plain", new byte[size])), HttpLimits.USUAL);
        Connection.Pair pair = Connection.memoryPair();
        pair.client().writer().write(("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n").getBytes(US_ASCII));
        long begun = EventLoop.running().time();
        await(server.serve(pair.server()));
        await(pair.server().waitClosed());
        assertThat(Duration.ofNanos(EventLoop.running().time() - begun)).isLessThanOrEqualTo(TWO_LIMITS);
        return completed();
    }
}
