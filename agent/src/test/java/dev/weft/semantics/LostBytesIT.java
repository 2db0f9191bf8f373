package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.net.Connection;
import dev.weft.net.StreamReader;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes of a stream whose reader was cancelled when it had got them: they are there for the next reader. */
class LostBytesIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static <T> T run(AsyncCallable<T> main) {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(async(main));
        }
    }

    /** The ways to read "ab\ncd" from a stream. */
    enum Read {
        SOME {
            @Override
            Coroutine<byte[]> of(StreamReader reader) throws IOException {
                return reader.read(100);
            }
        },
        EXACTLY {
            @Override
            Coroutine<byte[]> of(StreamReader reader) throws IOException {
                return reader.readExactly(3);
            }
        },
        LINE {
            @Override
            Coroutine<byte[]> of(StreamReader reader) throws IOException {
                return reader.readLine();
            }
        };

        abstract Coroutine<byte[]> of(StreamReader reader) throws IOException;
    }

    @Async
    private static Coroutine<String> readTwice(Read read, LosingWay way, boolean early, int turns) throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        LosingWay.Waiting<byte[]> waiting =
                early ? null : way.wait(read.of(pair.client().reader()));
        await(sleep(SECOND));
        pair.server().writer().write("ab\ncd".getBytes(US_ASCII));
        if (waiting == null) {
            waiting = way.wait(read.of(pair.client().reader()));
        }
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        waiting.cancel().run();
        await(sleep(SECOND));
        byte[] received = waiting.received().get();
        pair.server().close();
        String rest = new String(await(pair.client().reader().read(-1)), US_ASCII);
        return completed((received == null ? "" : new String(received, US_ASCII)) + rest);
    }

    @ParameterizedTest
    @EnumSource(Read.class)
    void bytes_whoseReaderIsCancelled_areReadOnce(Read read) {
        for (LosingWay way : LosingWay.values()) {
            for (int i = 0; i < 14; i++) {
                boolean early = i >= 7;
                int turns = 1 + i % 7;
                assertThat(LostBytesIT.<String>run(() -> readTwice(read, way, early, turns)))
                        .as("%s, early %s, %s turns", way, early, turns)
                        .isEqualTo("ab\ncd");
            }
        }
    }
}
