package dev.weft;

import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopStatisticsTest {

    @Test
    void statistics_ofALoop_countTurnsStepsTimersAndTasks() {
        try (TestLoop test = new TestLoop()) {
            EventLoop loop = test.loop();
            Event never = new Event();
            for (int i = 0; i < 70; i++) {
                loop.createTask(Steps.of("guest", x -> never.waitUntilSet()));
            }
            loop.createTask(Steps.of("sleeper", x -> sleep(Duration.ofDays(1))));
            loop.createTask(Steps.of("short", x -> yieldNow()));

            test.turn();
            assertThat(loop.statistics()).isEqualTo(new LoopStatistics(1, 72, 72, 1, 72, 0));
            loop.callSoon(() -> {});
            test.turn();
            assertThat(loop.statistics()).isEqualTo(new LoopStatistics(2, 74, 72, 1, 71, 0));
        }
    }

    @Test
    void statistics_inDebugMode_haveTheLongestStep() {
        try (TestLoop test = new TestLoop()) {
            test.loop().setDebug(true);
            test.run(Steps.of("main", x -> yieldNow()));

            assertThat(test.loop().statistics().longestStepNanos()).isPositive();
        }
    }
}
