package dev.weft.junit;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.ScheduleFailure.Kind;
import dev.weft.testing.junit.WeftTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Orders of a test method that fail, and are run once more. */
class WeftTestAgainIT {

    @Test
    void order_thatFails_isRunOnceMoreAndPassesAsItFailsAlike() {
        JupiterRun run = JupiterRun.of(Samples.class, "lostUpdate");

        assertThat(run.failed()).hasSize(1);
        assertThat(run.passed().get(run.passed().size() - 1)).endsWith("] the order that failed, again");
    }

    @Test
    void order_thatFailsByStaticState_isNotDeterministic() {
        for (String method : List.of("failsOnce", "leavesOnce", "failsOnceBehindTheTest")) {
            Samples.bodies = 0;
            JupiterRun run = JupiterRun.of(Samples.class, method);

            assertThat(run.failed()).hasSize(2);
            assertThat(run.failed().get(1)).endsWith("] the order that failed, again");
            ScheduleFailure failure = (ScheduleFailure) run.failures().get(1);
            assertThat(failure.kind()).isEqualTo(Kind.NOT_DETERMINISTIC);
            assertThat(failure)
                    .hasMessageContaining("state that an earlier run left behind, such as a static field")
                    .hasMessageContaining(
                            "The run was " + ((ScheduleFailure) run.failures().get(0)).kind() + ": ")
                    .hasMessageContaining("The same schedule passed then");
        }
    }

    @Test
    void order_thatFailsInAnotherWayWhenItIsRepeated_isNotDeterministicAndHasBothTexts() {
        Samples.bodies = 0;
        JupiterRun run = JupiterRun.of(Samples.class, "failsOtherwise");

        assertThat(run.failures().get(1))
                .hasMessageContaining("The run was THROWN: java.lang.IllegalStateException: 3")
                .hasMessageContaining("was then THROWN: java.lang.IllegalArgumentException: 4");
    }

    @Disabled("run inside of the tests beside it")
    static class Samples {
        private static int bodies;
        private int balance = 100;

        @AfterEach
        void tidy(TestInfo info) {
            boolean fails = info.getTestMethod().orElseThrow().getName().equals("failsOnceBehindTheTest");
            assertEquals(false, fails && bodies == 3);
        }

        @Async
        private Coroutine<Void> step() {
            await(yieldNow());
            return completed();
        }

        @Async
        private Coroutine<Void> withdraw(int turnsBefore, int amount) {
            for (int i = 0; i < turnsBefore; i++) {
                await(yieldNow());
            }
            int before = balance;
            await(yieldNow());
            balance = before - amount;
            return completed();
        }

        @WeftTest(orders = 200)
        void lostUpdate() {
            await(gather(withdraw(0, 10), withdraw(1, 20)));
            assertEquals(70, balance);
        }

        @WeftTest(orders = 10)
        void failsOnce() {
            bodies++;
            await(gather(step(), step()));
            assertEquals(true, bodies != 3);
        }

        @WeftTest(orders = 10)
        void leavesOnce() {
            bodies++;
            await(gather(step(), step()));
            if (bodies == 3) {
                createTask(sleep(Duration.ofHours(1)));
            }
        }

        @WeftTest(orders = 10)
        void failsOnceBehindTheTest() {
            bodies++;
            await(gather(step(), step()));
        }

        @WeftTest(orders = 10)
        void failsOtherwise() {
            bodies++;
            await(gather(step(), step()));
            if (bodies == 3) {
                throw new IllegalStateException("3");
            }
            if (bodies > 3) {
                throw new IllegalArgumentException("" + bodies);
            }
        }
    }
}
