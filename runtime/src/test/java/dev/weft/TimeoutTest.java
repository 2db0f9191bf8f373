package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of timeouts, deadlines that move, and requests to cancel from before the block. */
class TimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestLoop test = new TestLoop();

    @AfterEach
    void close() {
        test.close();
    }

    private @Nullable Throwable failureOf(Steps.Step... steps) {
        return (Throwable) test.run(Steps.of("main", steps).rescuedBy(Weft::completed));
    }

    @Test
    @SuppressWarnings("NullAway")
    void block_thatIsNull_isNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Weft.timeout(SECOND, null))
                .withMessage("timeout(.., null): a block of code was expected");
        assertThatNullPointerException()
                .isThrownBy(() -> Timeout.none().run(null))
                .withMessage("timeout(.., null): a block of code was expected");
    }

    @Test
    void timeoutException_ofATime_saysTheTime() {
        assertThat(failureOf(x -> Weft.waitFor(Weft.sleep(HOUR), SECOND)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out after PT1S")
                .hasCauseInstanceOf(CancelledError.class);
        assertThat(failureOf(x -> Weft.waitFor(Weft.sleep(HOUR), Duration.ZERO)))
                .hasMessage("timed out after PT0S");
        assertThat(failureOf(x -> Weft.timeout(SECOND, t -> Weft.sleep(HOUR)))).hasMessage("timed out after PT1S");
        assertThat(failureOf(x -> Timeout.after(SECOND).run(t -> Weft.sleep(HOUR))))
                .hasMessage("timed out after PT1S");
        assertThat(failureOf(x -> Weft.asCompleted(List.of(Weft.sleep(HOUR)), SECOND)
                        .iterator()
                        .next()))
                .hasMessage("timed out after PT1S");
    }

    @Test
    void timeoutException_ofADeadline_saysTheDeadline() {
        String message = "timed out at 2000000000 ns on the event loop's clock";
        assertThat(failureOf(x -> Timeout.at(2_000_000_000).run(t -> Weft.sleep(HOUR))))
                .hasMessage(message);
        test.clock().advance(SECOND);
        assertThat(failureOf(x -> Weft.timeout(SECOND, t -> {
                    t.rescheduleAt(4_000_000_000L);
                    return Weft.sleep(HOUR);
                })))
                .hasMessage("timed out at 4000000000 ns on the event loop's clock");
    }

    @Test
    void timeout_rescheduledWhenItIsDue_doesNotExpire() throws Exception {
        Object value = test.run(Weft.timeout(Duration.ZERO, t -> {
            t.reschedule(SECOND); // its entry in the ready queue does not count any more
            t.reschedule(Duration.ZERO);
            t.reschedule(HOUR);
            return Weft.sleep(SECOND, t);
        }));
        assertThat(((Timeout) value).expired()).isFalse();
    }

    @Test
    void timeout_rescheduledWhenItIsDue_expiresAtTheNewDeadlineOnly() {
        assertThat(failureOf(x -> Weft.timeout(Duration.ZERO, t -> {
                    t.reschedule(SECOND);
                    t.reschedule(Duration.ZERO);
                    return Weft.sleep(SECOND);
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(test.loop().time()).isZero();
    }

    @Test
    void timeout_disabledWhenItIsDue_doesNotExpire() throws Exception {
        Object value = test.run(Weft.timeout(Duration.ZERO, t -> {
            t.disable();
            return Weft.sleep(SECOND, t.when().isPresent());
        }));
        assertThat(value).isEqualTo(false);
    }

    /** CPython 3.13 gives a TimeoutError for zero, which is its bug 134471. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1S"})
    void cancel_beforeATimeoutBegins_isNotSwallowedByIt(Duration delay) {
        assertThat(failureOf(x -> Weft.currentTask().cancel("m"), x -> Weft.timeout(delay, t -> Weft.sleep(HOUR))))
                .isInstanceOf(CancelledError.class)
                .hasMessage("m");
        assertThat(failureOf(x -> Weft.currentTask().cancel("m"), x -> Weft.waitFor(Weft.sleep(HOUR), delay)))
                .isInstanceOf(CancelledError.class)
                .hasMessage("m");
    }

    @Test
    void cancel_beforeAGroupBegins_isNotSwallowedByACancelOfTheGroup() {
        assertThat(failureOf(
                        x -> Weft.currentTask().cancel("m"),
                        x -> Weft.taskGroup(group -> {
                            group.cancel();
                            return Weft.sleep(HOUR);
                        })))
                .isInstanceOf(CancelledError.class);
    }

    @Test
    void cancel_thatWasSeenBeforeATimeoutBegins_isNoReasonNotToTimeOut() {
        Object thrown = test.run(Steps.of(
                        "main",
                        x -> Weft.currentTask().cancel("m"),
                        x -> Weft.sleep(HOUR),
                        x -> Steps.of("in", y -> Weft.timeout(Duration.ZERO, t -> Weft.sleep(HOUR)))
                                .rescuedBy(Weft::completed))
                .rescuedBy(seen -> "seen"));
        assertThat((Throwable) thrown).isInstanceOf(TimeoutException.class);
    }

    @Test
    void advance_beyondTheRange_isRefusedWithTheReason() {
        assertThatThrownBy(() -> test.clock().advance(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("292 years at most");
    }
}
