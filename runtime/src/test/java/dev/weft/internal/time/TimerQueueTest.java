package dev.weft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about timers that have not reached the wheel; the rest {@link TimersModelTest} compares. */
class TimerQueueTest {

    private static final long DUE = 1_000;

    private final TimerQueue queue = new TimerQueue(0);

    @Test
    void emptyQueue_asked_hasNoDeadlineAndExpiresNothing() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.pollExpired(Long.MAX_VALUE)).isNull();
        assertThatThrownBy(queue::nextDeadline)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no timer waits, so there is no deadline: ask isEmpty() first");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 2 * TimerWheel.CROWD})
    void equalDeadlines_inTheWheelAndNot_expireInTheOrderOfScheduling(int count) {
        List<TestTimer> timers = scheduled(count);
        List<Timer> expired = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expired.add(queue.pollExpired(DUE));
        }

        assertThat(expired).containsExactlyElementsOf(timers);
        assertThat(queue.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 2 * TimerWheel.CROWD})
    void cancel_inAnyOrderBeforeAnythingWasAsked_leavesNothing(int count) {
        List<TestTimer> timers = scheduled(count);
        for (int i = 0; i < count; i++) {
            TestTimer timer = timers.remove(i % 2 == 0 ? timers.size() / 2 : 0);
            assertThat(queue.cancel(timer)).isTrue();
            queue.checkInvariants();
            assertThat(queue.cancel(timer)).isFalse();
            assertThat(queue.size()).isEqualTo(timers.size());
        }

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.pollExpired(DUE)).isNull();
    }

    @Test
    void cancel_ofTheNewestAgainAndAgain_keepsTheOlderOne() {
        TestTimer old = scheduled(1).get(0);
        for (int i = 0; i < 10; i++) {
            assertThat(queue.cancel(scheduled(1).get(0))).isTrue();
            queue.checkInvariants();
        }

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.nextDeadline()).isEqualTo(DUE);
        assertThat(queue.pollExpired(DUE)).isSameAs(old);
    }

    @Test
    void cancel_ofATimerThatWasAskedFor_findsItInTheWheel() {
        List<TestTimer> timers = scheduled(3);
        queue.nextDeadline();

        assertThat(queue.cancel(timers.get(0))).isTrue();
        assertThat(queue.cancel(timers.get(0))).isFalse();
        assertThat(queue.pollExpired(DUE)).isSameAs(timers.get(1));
    }

    @Test
    void schedule_ofATimerThatWaits_isRefusedByAnAssertion() {
        TestTimer timer = scheduled(1).get(0);
        assertThatThrownBy(() -> queue.schedule(timer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("waits already");
        queue.nextDeadline();
        assertThatThrownBy(() -> queue.schedule(timer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("waits already");
    }

    private List<TestTimer> scheduled(int count) {
        List<TestTimer> timers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestTimer timer = new TestTimer("#" + i, DUE);
            timers.add(timer);
            queue.schedule(timer);
            queue.checkInvariants();
        }
        return timers;
    }
}
