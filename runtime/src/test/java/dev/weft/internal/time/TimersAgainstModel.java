package dev.weft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Timers and the obvious model of them, a sorted map from deadline to a queue, which are told the same and must answer
 * the same; the invariants of the timers are checked after each step.
 *
 * <p>The model counts nanoseconds without bounds, the timers in a long that wraps around.
 */
final class TimersAgainstModel {

    private final long origin;
    private final TestedTimers timers;
    private final TreeMap<BigInteger, ArrayDeque<TestTimer>> model = new TreeMap<>();
    private final List<TestTimer> waiting = new ArrayList<>();
    private final Map<TestTimer, BigInteger> deadlines = new HashMap<>();
    private BigInteger now = BigInteger.ZERO;
    private int scheduled;

    TimersAgainstModel(long origin, TestedTimers timers) {
        this.origin = origin;
        this.timers = timers;
    }

    int waiting() {
        return waiting.size();
    }

    /** Schedules a timer so many nanoseconds from now; negative: its deadline has passed. */
    TestTimer schedule(long delay) {
        return scheduleAt(now.add(BigInteger.valueOf(delay)));
    }

    /** Schedules a timer for the very deadline of one that waits. */
    void scheduleAgain(RandomGenerator random) {
        if (!waiting.isEmpty()) {
            scheduleAt(deadlines.get(waiting.get(random.nextInt(waiting.size()))));
        }
    }

    private TestTimer scheduleAt(BigInteger deadline) {
        TestTimer timer = new TestTimer("#" + scheduled++, origin + deadline.longValue());
        model.computeIfAbsent(deadline, key -> new ArrayDeque<>()).add(timer);
        deadlines.put(timer, deadline);
        waiting.add(timer);
        timers.schedule(timer);
        check();
        return timer;
    }

    void cancelOne(RandomGenerator random) {
        if (!waiting.isEmpty()) {
            cancel(waiting.get(random.nextInt(waiting.size())));
        }
    }

    void cancelEarliest() {
        if (!waiting.isEmpty()) {
            cancel(model.firstEntry().getValue().peekLast());
        }
    }

    void cancel(TestTimer timer) {
        forget(timer);
        assertThat(timers.cancel(timer)).isTrue();
        check();
        assertThat(timers.cancel(timer)).isFalse();
    }

    /** Lets time pass, and expires what is due. */
    void advance(long nanos) {
        now = now.add(BigInteger.valueOf(nanos));
        while (!model.isEmpty() && model.firstKey().compareTo(now) <= 0) {
            expireOne();
        }
        assertThat(timers.pollExpired(timersNow())).isNull();
        check();
    }

    /** Lets time pass until so many nanoseconds after the next deadline; before it if negative. */
    void advanceToNext(long after) {
        if (!model.isEmpty()) {
            BigInteger step = model.firstKey().subtract(now).add(BigInteger.valueOf(after));
            if (step.signum() > 0) {
                advance(step.longValueExact());
            }
        }
    }

    /** Expires the next timer alone, if one is due, as a loop does that schedules in between. */
    void expireOne() {
        if (model.isEmpty() || model.firstKey().compareTo(now) > 0) {
            assertThat(timers.pollExpired(timersNow())).isNull();
        } else {
            TestTimer expected = model.firstEntry().getValue().peekFirst();
            forget(expected);
            assertThat(timers.pollExpired(timersNow())).isSameAs(expected);
            assertThat(timers.cancel(expected)).isFalse();
        }
        check();
    }

    void checkNextDeadline() {
        if (!model.isEmpty()) {
            assertThat(timers.nextDeadline())
                    .isEqualTo(origin + model.firstKey().longValue());
            check();
        }
    }

    private long timersNow() {
        return origin + now.longValue();
    }

    private void forget(TestTimer timer) {
        BigInteger deadline = deadlines.remove(timer);
        ArrayDeque<TestTimer> equal = model.get(deadline);
        equal.remove(timer);
        if (equal.isEmpty()) {
            model.remove(deadline);
        }
        waiting.remove(timer);
    }

    private void check() {
        timers.checkInvariants();
        assertThat(timers.size()).isEqualTo(waiting.size());
        assertThat(timers.isEmpty()).isEqualTo(waiting.isEmpty());
    }
}
