package dev.weft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wheel's operations cost, in looks at a deadline and in memory: the same for few timers and for many. */
class TimerWheelCostTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int LOOKS_A_TIMER = 10; // measured 7: two splits and a few comparisons
    private static final int LOOKS_A_TURN = 20; // measured 15, for two cancels, two schedules and two searches

    private long looks;

    /** Counts how often the wheel asks for its deadline. */
    private final class CountingTimer extends Timer {

        private long deadline;
        private int position;

        CountingTimer(long deadline) {
            this.deadline = deadline;
        }

        @Override
        protected long timerDeadline() {
            looks++;
            return deadline;
        }

        @Override
        protected int timerPosition() {
            return position;
        }

        @Override
        protected void timerPosition(int newPosition) {
            position = newPosition;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 300_000})
    void expiry_ofRandomDeadlines_costsTheSameForEach(int count) {
        TimerWheel wheel = new TimerWheel(0);
        SplittableRandom random = new SplittableRandom(count);
        for (int i = 0; i < count; i++) {
            wheel.schedule(new CountingTimer(random.nextLong(10 * SECOND)));
        }
        while (!wheel.isEmpty()) {
            wheel.pollExpired(wheel.nextDeadline());
        }

        assertThat(looks).isLessThan((long) LOOKS_A_TIMER * count);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 300_000})
    void nextDeadline_whileTheOldestOfManyTimeoutsIsCancelledEachTime_costsTheSame(int count) {
        TimerWheel wheel = new TimerWheel(0);
        ArrayDeque<CountingTimer> requests = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            requests.add(new CountingTimer(30 * SECOND + i * 3_000L));
            wheel.schedule(requests.getLast());
        }
        CountingTimer sleep = new CountingTimer(0);
        long now = count * 3_000L;
        for (int i = 0; i < count; i++) {
            now += 3_000;
            wheel.cancel(sleep);
            wheel.cancel(requests.remove());
            assertThat(wheel.nextDeadline()).isEqualTo(requests.element().deadline);
            requests.add(new CountingTimer(now + 30 * SECOND));
            wheel.schedule(requests.getLast());
            sleep.deadline = now + SECOND / 100;
            wheel.schedule(sleep);
            assertThat(wheel.nextDeadline()).isEqualTo(sleep.deadline);
        }

        assertThat(looks).isLessThan((long) LOOKS_A_TURN * count);
    }

    @Test
    void nextDeadline_whenNothingHasChanged_looksAtNothing() {
        TimerWheel wheel = new TimerWheel(0);
        for (int i = 0; i < 100_000; i++) {
            wheel.schedule(new CountingTimer(SECOND + i % 1_000));
        }
        wheel.nextDeadline();
        looks = 0;
        for (int turn = 0; turn < 1_000; turn++) {
            wheel.nextDeadline();
            assertThat(wheel.pollExpired(turn)).isNull();
        }

        assertThat(looks).isZero();
    }

    @Test
    void scheduleAndCancel_amongManyTimers_allocateNothing() {
        TimerWheel wheel = new TimerWheel(0);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            wheel.schedule(new CountingTimer(random.nextLong(10 * SECOND)));
        }
        wheel.nextDeadline();
        CountingTimer timer = new CountingTimer(5 * SECOND);
        wheel.schedule(timer); // the bucket's array may grow once
        wheel.cancel(timer);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            wheel.schedule(timer);
            wheel.cancel(timer);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000); // the asking itself allocates
    }

    @Test
    void timer_cancelledOrExpired_isNotHeldAnyMore() {
        TimerWheel wheel = new TimerWheel(0);
        ArrayDeque<CountingTimer> timers = new ArrayDeque<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2_000; i++) {
            timers.add(new CountingTimer(random.nextLong(SECOND)));
            wheel.schedule(timers.getLast());
        }
        wheel.nextDeadline();
        for (int i = 0; i < 1_000; i++) {
            assertThat(wheel.cancel(timers.remove())).isTrue();
        }
        assertThat(heldBy(wheel)).hasSize(wheel.size()).isEqualTo(identitySet(timers));

        while (wheel.pollExpired(SECOND / 2) != null) {
            // Each that expires is forgotten.
        }
        assertThat(heldBy(wheel)).hasSize(wheel.size());
        while (wheel.pollExpired(SECOND) != null) {
            // The same for the rest.
        }
        assertThat(heldBy(wheel)).isEmpty();
    }

    @Test
    void bucket_inWhichAllButTheEndsAreCancelled_givesBackItsMemory() {
        TimerWheel wheel = new TimerWheel(0);
        List<CountingTimer> timers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            timers.add(new CountingTimer(SECOND));
            wheel.schedule(timers.get(i));
        }
        List<CountingTimer> inside = timers.subList(1, timers.size() - 1);
        Collections.shuffle(inside, new Random(3));
        inside.forEach(wheel::cancel);
        wheel.checkInvariants();

        assertThat(wheel.size()).isEqualTo(2);
        assertThat(placesIn(wheel)).isLessThan(1_000);
    }

    @Test
    void wheel_inWhichManyTimersHaveExpired_givesBackItsMemory() {
        TimerWheel wheel = new TimerWheel(0);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100_000; i++) {
            wheel.schedule(new CountingTimer(random.nextLong(10 * SECOND)));
        }
        assertThat(placesIn(wheel)).isBetween(100_000, 300_000);
        while (!wheel.isEmpty()) {
            wheel.pollExpired(wheel.nextDeadline());
        }
        wheel.checkInvariants();

        assertThat(placesIn(wheel)).isLessThan(10_000);
    }

    /** How many references to timers the arrays of the wheel have room for. */
    private static int placesIn(TimerWheel wheel) {
        return reachableFrom(wheel).stream()
                .filter(object -> object instanceof Timer[])
                .mapToInt(Array::getLength)
                .sum();
    }

    private static Set<Object> identitySet(Iterable<? extends Object> elements) {
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        elements.forEach(set::add);
        return set;
    }

    private static Set<Object> heldBy(TimerWheel wheel) {
        Set<Object> timers = reachableFrom(wheel);
        timers.removeIf(object -> !(object instanceof Timer));
        return timers;
    }

    private static Set<Object> reachableFrom(TimerWheel wheel) {
        Set<Object> seen = identitySet(Set.of(wheel));
        ArrayDeque<Object> toVisit = new ArrayDeque<>(seen);
        while (!toVisit.isEmpty()) {
            Object object = toVisit.remove();
            for (Object reached : reachedFrom(object)) {
                if (seen.add(reached)) {
                    toVisit.add(reached);
                }
            }
        }
        return seen;
    }

    private static Set<Object> reachedFrom(Object object) {
        Set<Object> reached = identitySet(Set.of());
        if (object instanceof Object[]) {
            for (int i = 0; i < Array.getLength(object); i++) {
                reached.add(Array.get(object, i));
            }
        } else if (object instanceof TimerWheel || object instanceof WheelLevel || object instanceof WheelBucket) {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    reached.add(valueOf(field, object));
                }
            }
        }
        reached.remove(null);
        return reached;
    }

    private static Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError("cannot look into " + field, e);
        }
    }
}
