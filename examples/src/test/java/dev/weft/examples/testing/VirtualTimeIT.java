package dev.weft.examples.testing;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.testing.junit.WeftTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A lesson on tests that await. A {@code @WeftTest} is a method of type {@code void} whose body awaits. Its loop has a clock of its
 * own, which moves on when there is nothing else to do: days of sleep take no time.
 */
class VirtualTimeIT {
    private final List<String> diary = new ArrayList<>();
    private Instant begun = Instant.EPOCH;

    /** Runs on the loop of the test, and may await as well. */
    @BeforeEach
    void begin() {
        await(sleep(Duration.ofHours(1)));
        begun = Instant.now();
    }

    @Async
    private Coroutine<Void> water(String plant, Duration every, int times) {
        for (int i = 0; i < times; i++) {
            await(sleep(every));
            diary.add(plant + " after " + Duration.between(begun, Instant.now()).toHours() + " h");
        }
        return completed();
    }

    @WeftTest
    void plants_onTwoSchedules_areWateredInTime() {
        Task<Void> fern = createTask(water("fern", Duration.ofHours(24), 3));
        Task<Void> cactus = createTask(water("cactus", Duration.ofHours(60), 1));
        await(fern);
        await(cactus);
        assertEquals(List.of("fern after 24 h", "fern after 48 h", "cactus after 60 h", "fern after 72 h"), diary);
    }

    /** Each value is a test of its own. */
    @WeftTest
    @ValueSource(ints = {1, 365})
    void sleep_ofSoManyDays_takesThem(int days) {
        await(sleep(Duration.ofDays(days)));
        assertEquals(Duration.ofDays(days), Duration.between(begun, Instant.now()));
    }
}
