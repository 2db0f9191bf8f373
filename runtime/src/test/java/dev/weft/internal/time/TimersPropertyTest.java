package dev.weft.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any timers and any use of them; a counterexample is made small and printed with its seed. */
class TimersPropertyTest {

    @Property(tries = 300)
    void timers_whenAllAreDue_expireInTheOrderOfAStableSort(@ForAll long origin, @ForAll("delays") List<Long> delays) {
        for (TestedTimers timers : TestedTimers.all(origin)) {
            List<TestTimer> sorted = scheduled(timers, origin, delays);
            List<Timer> expired = new ArrayList<>();
            for (int i = 0; i < sorted.size(); i++) {
                expired.add(timers.pollExpired(timers.nextDeadline()));
                timers.checkInvariants();
            }

            sorted.sort(Comparator.comparingLong(timer -> timer.timerDeadline() - origin));
            assertThat(expired).describedAs("%s", timers).containsExactlyElementsOf(sorted);
            assertThat(timers.isEmpty()).isTrue();
        }
    }

    private static List<TestTimer> scheduled(TestedTimers timers, long origin, List<Long> delays) {
        List<TestTimer> scheduled = new ArrayList<>();
        for (long delay : delays) {
            TestTimer timer = new TestTimer("#" + scheduled.size(), origin + delay);
            scheduled.add(timer);
            timers.schedule(timer);
            timers.checkInvariants();
        }
        return scheduled;
    }

    @Property(tries = 300)
    void timers_anyUse_doWhatASortedMapDoes(@ForAll long origin, @ForAll("uses") List<Use> uses) {
        for (TestedTimers timers : TestedTimers.all(origin)) {
            TimersAgainstModel pair = new TimersAgainstModel(origin, timers);
            for (Use use : uses) {
                use.apply(pair);
            }
            while (pair.waiting() > 0) {
                pair.checkNextDeadline();
                pair.advanceToNext(0);
                pair.advance(0);
            }
        }
    }

    @Provide
    Arbitrary<List<Long>> delays() {
        return delay().list().ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(Arbitraries.integers().between(0, 9), delay())
                .as(Use::new)
                .list()
                .ofMaxSize(300);
    }

    /** Around the powers of two, where levels end, and anything up to 146 years. */
    private static Arbitrary<Long> delay() {
        Arbitrary<Long> borders = Combinators.combine(
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.integers().between(-1, 1))
                .as((bit, off) -> (1L << bit) + off);
        return Arbitraries.oneOf(
                borders,
                Arbitraries.longs().between(0, 200),
                Arbitraries.longs().between(0, 1L << 62));
    }

    /** One thing done to timers. */
    record Use(int action, long nanos) {

        void apply(TimersAgainstModel pair) {
            SplittableRandom random = new SplittableRandom(nanos);
            switch (action) {
                case 0 -> pair.cancelOne(random);
                case 1 -> pair.cancelEarliest();
                case 2 -> pair.checkNextDeadline();
                case 3 -> pair.expireOne();
                case 4 -> pair.advanceToNext(random.nextInt(3) - 1);
                case 5 -> pair.advance(nanos >> random.nextInt(62));
                case 6 -> pair.schedule(-nanos);
                case 7 -> pair.scheduleAgain(random);
                default -> pair.schedule(nanos);
            }
        }
    }
}
