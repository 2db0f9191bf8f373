package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Lock;
import dev.weft.testing.Exploration;
import dev.weft.testing.Explorer;
import dev.weft.testing.Scenario;
import dev.weft.testing.Schedule;
import dev.weft.testing.ScheduleFailure;
import java.time.Duration;
import java.util.Objects;

/**
 * A lesson on the order of tasks. Two guests ask for the last table, 12 ms apart, and the kitchen answers after 10. In the loop's own
 * order all is well. An explorer runs other orders, in which timers are late, finds the one in which both get the table, and
 * repeats it from a line of text.
 */
public final class OrderExplored {
    private static final Duration LATENESS = Duration.ofMillis(5);

    private OrderExplored() {}

    /** A restaurant with one table. It is made anew for each run. */
    private static class Hasty implements Scenario {
        private int free = 1;

        @Async
        Coroutine<Void> book() {
            if (free > 0) {
                await(sleep(Duration.ofMillis(10))); // asks the kitchen
                free--;
            }
            return completed();
        }

        @Async
        private Coroutine<Void> arrive(Duration after) {
            await(sleep(after));
            await(book());
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(arrive(Duration.ZERO), arrive(Duration.ofMillis(12))));
            if (free < 0) {
                throw new IllegalStateException("the table has two guests");
            }
            return completed();
        }
    }

    /** The same, where a guest waits until the one before has an answer. */
    private static final class Patient extends Hasty {
        private final Lock book = new Lock("book");

        @Override
        @Async
        Coroutine<Void> book() {
            return completed(await(book.hold(() -> super.book())));
        }
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Explorer.exhaustive().delays(0).check(Hasty::new);
        System.out.println("in the loop's own order: good");
        try {
            Explorer.exhaustive().jitter(LATENESS).check(Hasty::new);
        } catch (ScheduleFailure failure) {
            System.out.println(failure.getMessage());
            replay(failure.schedule().toString(), failure);
        }
        Exploration patient = Explorer.exhaustive().jitter(LATENESS).check(Patient::new);
        System.out.println("with a lock: good in all orders: " + patient.complete());
    }

    private static void replay(String schedule, ScheduleFailure failure) {
        try {
            Explorer.replay(Schedule.parse(schedule)).check(Hasty::new);
        } catch (ScheduleFailure again) {
            System.out.println(
                    "replayed, with the same message: " + Objects.equals(again.getMessage(), failure.getMessage()));
        }
    }
}
