package dev.weft.internal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EndlessCode;
import dev.weft.Steps;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of an exploration that never end by themselves. */
class PatrolTest {

    private static final long LIMIT_NANOS = Duration.ofMillis(50).toNanos();

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void run_thatNeverSuspends_isInterruptedAndSaysWhereItStands() {
        AtomicInteger runs = new AtomicInteger();
        Exploring exploring = new Exploring(
                Settings.exhaustive().withDelays(0),
                () -> () -> Steps.of("body", x -> {
                    runs.incrementAndGet();
                    return EndlessCode.spin();
                }),
                System::nanoTime,
                new Patrol(LIMIT_NANOS));

        exploring.run(false);

        assertThat(exploring.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.THROWN);
            assertThat(failure.message()).contains("a run has taken longer than 50 ms", "EndlessCode.spin");
        });
        assertThat(runs).hasValue(2); // once more for its steps, and never to make it shorter
        assertThat(Thread.interrupted()).isFalse();
    }
}
