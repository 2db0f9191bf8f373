package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.Connection;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Coroutines of streams, whose objects are used again: one that the program keeps stays used. */
class StreamReuseIT extends NetworkTest {
    @Async
    private static Coroutine<Void> refuses(Coroutine<?> kept) {
        try {
            await(kept);
            fail("awaited twice");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("cannot reuse already awaited coroutine");
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> keepsADrain() throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Coroutine<Void> kept = pair.client().writer().drain();
        await(kept, IOException.class);
        Coroutine<Void> other = pair.client().writer().drain();
        assertThat(other).isNotSameAs(kept);
        await(refuses(kept));
        await(other, IOException.class);
        await(pair.client().writer().drain()); // this one is used again
        Coroutine<Void> last = pair.client().writer().drain();
        await(refuses(kept));
        await(last, IOException.class);
        await(refuses(last));
        return completed();
    }

    @Async
    private static Coroutine<Void> keepsARead(boolean waits) throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        ByteBuffer buffer = ByteBuffer.allocate(1);
        if (!waits) {
            pair.client().writer().write(bytes("abcd"));
            await(until(() -> pair.server().reader().buffered() == 4));
        }
        Coroutine<Integer> kept = pair.server().reader().read(buffer);
        if (waits) {
            pair.client().writer().write(bytes("abcd"));
        }
        await(kept, IOException.class);
        Coroutine<Integer> other = pair.server().reader().read(buffer.clear());
        assertThat(other).isNotSameAs(kept);
        await(refuses(kept));
        await(other, IOException.class);
        await(pair.server().reader().read(buffer.clear())); // this one is used again
        Coroutine<Integer> last = pair.server().reader().read(buffer.clear());
        await(refuses(kept));
        await(last, IOException.class);
        await(refuses(last));
        return completed();
    }

    @Test
    void call_thatIsKept_isNotUsedAgain() {
        try (TestLoop loop = new TestLoop()) {
            loop.run(async(StreamReuseIT::keepsADrain));
            loop.run(async(() -> keepsARead(false)));
            loop.run(async(() -> keepsARead(true)));
        }
    }
}
