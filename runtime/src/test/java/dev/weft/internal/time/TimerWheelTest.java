package dev.weft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long YEAR = 365 * 24 * 3600 * SECOND;
    private static final int MANY = 3 * TimerWheel.CROWD; // so many in one bucket that it is split

    @Test
    void emptyWheel_asked_hasNoDeadlineAndExpiresNothing() {
        TimerWheel wheel = new TimerWheel(7);

        assertThat(wheel.isEmpty()).isTrue();
        assertThat(wheel.size()).isZero();
        assertThat(wheel.pollExpired(7 + YEAR)).isNull();
        assertThatThrownBy(wheel::nextDeadline)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no timer waits, so there is no deadline: ask isEmpty() first");
    }

    @Test
    void timer_oneNanosecondBeforeItsDeadline_doesNotExpire() {
        TimerWheel wheel = new TimerWheel(0);
        TestTimer timer = scheduled(wheel, "a", 1_000);

        assertThat(wheel.nextDeadline()).isEqualTo(1_000);
        assertThat(wheel.pollExpired(999)).isNull();
        assertThat(wheel.pollExpired(1_000)).isSameAs(timer);
        assertThat(wheel.pollExpired(Long.MAX_VALUE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, TimerWheel.FEW, TimerWheel.FEW + 1, TimerWheel.CROWD, TimerWheel.CROWD + 1, 2_000})
    void timers_shuffledWithinOneMillisecond_expireByDeadline(int count) {
        TimerWheel wheel = new TimerWheel(0);
        List<Long> deadlines = new ArrayList<>(
                LongStream.range(0, count).mapToObj(i -> SECOND + i * 500).toList());
        Collections.shuffle(deadlines, new Random(count));
        deadlines.forEach(deadline -> scheduled(wheel, "t", deadline));

        assertThat(expired(wheel, 2 * SECOND))
                .extracting(Timer::timerDeadline)
                .containsExactlyElementsOf(deadlines.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, TimerWheel.FEW + 1, TimerWheel.CROWD + 1, 2_000})
    void equalDeadlines_ofAnyNumber_expireInTheOrderOfScheduling(int count) {
        TimerWheel wheel = new TimerWheel(0);
        List<TestTimer> timers = IntStream.range(0, count)
                .mapToObj(i -> scheduled(wheel, "#" + i, 5 * SECOND))
                .toList();

        assertThat(expired(wheel, 5 * SECOND)).containsExactlyElementsOf(timers);
    }

    @Test
    void equalDeadlines_scheduledBeforeAndAfterTheirBucketWasSplit_expireInTheOrderOfScheduling() {
        TimerWheel wheel = new TimerWheel(0);
        List<TestTimer> timers = new ArrayList<>();
        timers.add(scheduled(wheel, "first", SECOND + 5));
        IntStream.range(0, MANY).forEach(i -> scheduled(wheel, "other", SECOND + 100 + i));
        timers.add(scheduled(wheel, "second", SECOND + 5));
        wheel.nextDeadline();
        timers.add(scheduled(wheel, "third", SECOND + 5));
        wheel.checkInvariants();

        assertThat(expired(wheel, SECOND + 5)).containsExactlyElementsOf(timers);
    }

    @Test
    void deadlinesInThePast_scheduledDescending_expireAtOnceByDeadline() {
        TimerWheel wheel = new TimerWheel(0);
        scheduled(wheel, "later", 10 * SECOND);
        assertThat(wheel.pollExpired(9 * SECOND)).isNull();
        for (long deadline = 8 * SECOND; deadline > -8 * SECOND; deadline -= SECOND / 10) {
            scheduled(wheel, "past", deadline);
            assertThat(wheel.nextDeadline()).isEqualTo(deadline);
        }

        assertThat(expired(wheel, 9 * SECOND))
                .hasSize(160)
                .isSortedAccordingTo(Comparator.comparingLong(Timer::timerDeadline));
        assertThat(wheel.size()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -1, -YEAR, (1L << 58) - 1, -(1L << 42)})
    void timers_aroundEveryPowerOfTwo_expireExactlyWhenDue(long origin) {
        TimerWheel wheel = new TimerWheel(origin);
        for (int bit = 61; bit >= 0; bit--) {
            for (int filler = 0; filler <= TimerWheel.FEW; filler++) {
                scheduled(wheel, "at", origin + (1L << bit));
            }
            scheduled(wheel, "after", origin + (1L << bit) + 1);
        }
        wheel.checkInvariants();

        for (int bit = 2; bit <= 61; bit++) {
            long power = origin + (1L << bit);
            expired(wheel, power - 1);
            assertThat(wheel.nextDeadline()).isEqualTo(power);
            assertThat(expired(wheel, power)).hasSize(TimerWheel.FEW + 1);
            assertThat(wheel.nextDeadline()).isEqualTo(power + 1);
            wheel.checkInvariants();
        }
        assertThat(expired(wheel, origin + (1L << 61) + 1)).hasSize(1);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void clock_wrapsAround_nothingIsEarlyAndTheOrderStays() {
        long origin = Long.MAX_VALUE - 10;
        TimerWheel wheel = new TimerWheel(origin);
        TestTimer after = scheduled(wheel, "after the wrap", origin + 20);
        TestTimer before = scheduled(wheel, "before the wrap", origin + 5);

        assertThat(after.timerDeadline()).isNegative();
        assertThat(wheel.nextDeadline()).isEqualTo(origin + 5);
        assertThat(expired(wheel, Long.MAX_VALUE)).containsExactly(before);
        assertThat(expired(wheel, Long.MIN_VALUE)).isEmpty();
        assertThat(expired(wheel, origin + 20)).containsExactly(after);
    }

    @Test
    void clock_jumps200YearsAgainAndAgain_timersExpireExactly() {
        TimerWheel wheel = new TimerWheel(-3 * YEAR);
        long now = -3 * YEAR;
        for (int jump = 0; jump < 20; jump++) {
            TestTimer far = scheduled(wheel, "far", now + 200 * YEAR);
            TestTimer near = scheduled(wheel, "near", now + 1);
            assertThat(wheel.nextDeadline()).isEqualTo(now + 1);
            assertThat(expired(wheel, now + 200 * YEAR - 1)).containsExactly(near);
            now += 200 * YEAR;
            assertThat(wheel.nextDeadline()).isEqualTo(now);
            assertThat(expired(wheel, now)).containsExactly(far);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {123, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void longestDelay_thatALongHolds_waits(long origin) {
        TimerWheel wheel = new TimerWheel(origin);
        long end = origin + Long.MAX_VALUE;
        TestTimer never = scheduled(wheel, "never", end);
        TestTimer sooner = scheduled(wheel, "sooner", origin + 1);
        TestTimer soon = scheduled(wheel, "soon", origin + 2);

        wheel.cancel(sooner); // what was known to be the earliest: it must be searched for now
        assertThat(wheel.nextDeadline()).isEqualTo(origin + 2);
        assertThat(expired(wheel, origin + 2)).containsExactly(soon);
        assertThat(expired(wheel, end - 1)).isEmpty();
        assertThat(expired(wheel, end)).containsExactly(never);
    }

    @Test
    void deadlines_furtherApartThanALongCanSay_expireInOrder() {
        TimerWheel wheel = new TimerWheel(0);
        TestTimer past = scheduled(wheel, "past", -280 * YEAR);
        TestTimer future = scheduled(wheel, "future", 280 * YEAR);

        assertThat(wheel.nextDeadline()).isEqualTo(-280 * YEAR);
        assertThat(expired(wheel, 200 * YEAR)).containsExactly(past);
        assertThat(expired(wheel, 280 * YEAR)).containsExactly(future);
    }

    @Test
    void cancel_ofWhatDoesNotWait_saysNo() {
        TimerWheel wheel = new TimerWheel(0);
        TestTimer timer = new TestTimer("a", 5);
        assertThat(wheel.cancel(timer)).isFalse();

        scheduled(wheel, "b", 5);
        assertThat(wheel.cancel(timer)).isFalse();

        wheel.schedule(timer);
        assertThat(wheel.cancel(timer)).isTrue();
        assertThat(wheel.cancel(timer)).isFalse();
        assertThat(wheel.size()).isOne();
    }

    @Test
    void cancel_ofTheEarliest_uncoversTheNext() {
        TimerWheel wheel = new TimerWheel(0);
        List<TestTimer> timers = IntStream.range(0, MANY)
                .mapToObj(i -> scheduled(wheel, "#" + i, SECOND + 10L * i))
                .toList();
        for (TestTimer timer : timers) {
            assertThat(wheel.nextDeadline()).isEqualTo(timer.timerDeadline());
            assertThat(wheel.cancel(timer)).isTrue();
            wheel.checkInvariants();
        }
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void timer_scheduledAgainWhileOthersExpire_waitsBehindThem() {
        TimerWheel wheel = new TimerWheel(0);
        TestTimer first = scheduled(wheel, "first", 10);
        TestTimer second = scheduled(wheel, "second", 10);

        assertThat(wheel.pollExpired(20)).isSameAs(first);
        wheel.schedule(first);
        TestTimer earlier = scheduled(wheel, "earlier", 3);
        assertThat(expired(wheel, 20)).containsExactly(earlier, second, first);
    }

    private static TestTimer scheduled(TimerWheel wheel, String name, long deadline) {
        TestTimer timer = new TestTimer(name, deadline);
        wheel.schedule(timer);
        return timer;
    }

    private static List<Timer> expired(TimerWheel wheel, long now) {
        List<Timer> expired = new ArrayList<>();
        for (Timer timer = wheel.pollExpired(now); timer != null; timer = wheel.pollExpired(now)) {
            expired.add(timer);
            wheel.checkInvariants();
        }
        return expired;
    }
}
