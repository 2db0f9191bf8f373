package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.Connection;
import dev.weft.net.StreamReader;
import dev.weft.testing.Explorer;
import dev.weft.testing.Faults;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure;
import java.io.IOException;
import java.time.Duration;

/**
 * A lesson on streams in tests. Two connections are joined in memory, and an explorer does to their bytes what networks do: it cuts
 * them at each byte, lets them be late, or loses the connection.
 */
public final class StreamsInPieces {
    private static final String ORDER = "4 cakes";

    private StreamsInPieces() {}

    /** An order that a baker reads, in whole or as much of it as comes. */
    private record Bakery(boolean mended) implements Scenario {
        @Async
        private Coroutine<String> read(StreamReader reader) throws IOException {
            byte[] bytes = mended ? await(reader.readExactly(ORDER.length())) : await(reader.read(ORDER.length()));
            return completed(new String(bytes, US_ASCII));
        }

        @Override
        @Async
        public Coroutine<?> body() {
            Connection.Pair pair = Connection.memoryPair();
            try (Connection shop = pair.client();
                    Connection bakery = pair.server()) {
                shop.writer().write(ORDER.getBytes(US_ASCII));
                String order = await(read(bakery.reader()), IOException.class);
                if (!order.equals(ORDER)) {
                    throw new IllegalStateException("bakes '" + order + "'");
                }
            } catch (IOException lost) {
                return completed(); // and bakes nothing
            }
            return completed();
        }
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Explorer explorer = Explorer.exhaustive().delays(0).faults(Faults.ofConnections(Duration.ofSeconds(1)));
        try {
            explorer.check(() -> new Bakery(false));
        } catch (ScheduleFailure failure) {
            System.out.println(failure.getMessage());
        }
        System.out.println("mended: " + explorer.check(() -> new Bakery(true)).schedules() + " runs, all good");
    }
}
