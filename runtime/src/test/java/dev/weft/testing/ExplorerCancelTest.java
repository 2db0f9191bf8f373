package dev.weft.testing;

import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Coroutine;
import dev.weft.Steps;
import dev.weft.testing.Explorer.Cancelling;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExplorerCancelTest extends ExplorerCase {

    /** A permit that comes back only if nothing is thrown in between. */
    private static final class Hasty implements Scenario {

        private int free = 1;

        @Override
        public Coroutine<?> body() {
            return Steps.of("body", x -> free--, x -> yieldNow(), x -> sleep(Duration.ofMillis(1)), x -> free++);
        }

        @Override
        public Coroutine<?> after() {
            return Steps.of("after", x -> {
                if (free != 1) {
                    throw new IllegalStateException(free + " permits are free");
                }
                return null;
            });
        }
    }

    @Test
    void check_withACancelAtEachSuspension_findsWhatDoesNotComeBack() {
        ScheduleFailure failure = failure(EXPLORER.cancelling(Cancelling.MAIN), Hasty::new);

        assertThat(failure.kind()).isEqualTo(Kind.THROWN);
        assertThat(failure).hasMessageContaining("0 permits are free").hasMessageContaining("main is cancelled at ");
        assertThat(failure(Explorer.replay(failure.schedule()), Hasty::new)).hasMessage(failure.getMessage());
        assertThat(EXPLORER.delays(0).check(Hasty::new).schedules()).isEqualTo(1);
    }

    @Test
    void explore_cancellingMain_cancelsAtOnceAndWhenAboutToResume() {
        Exploration exploration = EXPLORER.cancelling(Cancelling.MAIN)
                .explore(() -> of(() -> Steps.of("body", x -> yieldNow(), x -> sleep(Duration.ofMillis(1)))));

        assertThat(exploration.failures()).isEmpty();
        assertThat(exploration.schedules()).isEqualTo(1 + 1 + 2); // not at all, at the yield, twice at the sleep
    }

    @Test
    void cancelEverywhere_ofABody_cancelsAtEachSuspension() {
        Exploration exploration =
                Explorer.cancelEverywhere(() -> Steps.of("body", x -> yieldNow(), x -> sleep(Duration.ofMillis(1))));
        assertThat(exploration.schedules()).isEqualTo(4);

        ScheduleFailure failure = catchThrowableOfType(
                ScheduleFailure.class,
                () -> Explorer.cancelEverywhere(
                        () -> Steps.of("body", x -> yieldNow()).rescuedBy(thrown -> {
                            throw new IllegalStateException("the cleanup fails");
                        })));
        assertThat(failure).hasMessageContaining("the cleanup fails");
    }

    @Test
    void cancelEverywhere_ofABodyThatCatchesTheCancel_failsOnlyIfItGoesOn() {
        Exploration exploration = Explorer.cancelEverywhere(
                () -> Steps.of("body", x -> sleep(Duration.ofMillis(1))).rescuedBy(thrown -> "as far as it got"));
        assertThat(exploration.schedules()).isEqualTo(3);

        ScheduleFailure failure =
                catchThrowableOfType(ScheduleFailure.class, () -> Explorer.cancelEverywhere(Stubborn::new));
        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
    }

    /** A shared thing that one task holds while it sleeps, and gives back also if it is cancelled. */
    private static final class Held implements Scenario {

        private int holders;

        @Override
        public Coroutine<?> body() {
            return Steps.of(
                    "body",
                    x -> gather(
                            Steps.of("left", y -> holders++, y -> sleep(Duration.ofSeconds(1)), y -> holders--)
                                    .rescuedBy(thrown -> null),
                            Steps.of("right", y -> yieldNow(), y -> yieldNow())));
        }

        @Override
        public Coroutine<?> after() {
            return Steps.of("after", x -> {
                if (holders != 0) {
                    throw new IllegalStateException("it is held");
                }
                return null;
            });
        }
    }

    @Test
    void check_cancellingATaskBesideOneThatEndsByItself_looksOnlyThenAtWhatIsHeld() {
        Exploration exploration =
                EXPLORER.delays(0).cancelling(Cancelling.ANY_TASK).check(Held::new);

        assertThat(exploration.schedules()).isGreaterThan(3);
    }
}
