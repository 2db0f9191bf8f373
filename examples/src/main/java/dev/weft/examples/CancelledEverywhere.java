package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.testing.Explorer;
import dev.weft.testing.Explorer.Cancelling;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure;
import java.time.Duration;

/**
 * A lesson on cancellation in tests. A visit is cancelled at each of its awaits, one in a run: as soon as it is suspended, and when
 * it is about to go on. {@code after} looks at what has to come back.
 */
public final class CancelledEverywhere {
    private CancelledEverywhere() {}

    /** A visit to a house, which counts its guests. */
    private record House(boolean mended, int[] guests) implements Scenario {
        @Async
        private Coroutine<Void> visit() {
            guests[0]++;
            if (!mended) {
                await(greet()); // nothing sees a guest off who leaves here
            }
            try {
                if (mended) {
                    await(greet());
                }
                await(sleep(Duration.ofHours(2)));
            } finally {
                guests[0]--;
            }
            return completed();
        }

        @Async
        private static Coroutine<Void> greet() {
            await(yieldNow());
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(visit());
            return completed();
        }

        @Override
        public Coroutine<?> after() {
            if (guests[0] != 0) {
                throw new IllegalStateException(guests[0] + " guest is still there");
            }
            return completed();
        }
    }

    @Async
    private static Coroutine<Void> nap() {
        await(sleep(Duration.ofMinutes(1)));
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.out.println("a nap, as it is and cancelled: "
                + Explorer.cancelEverywhere(CancelledEverywhere::nap).schedules() + " runs");
        Explorer explorer = Explorer.exhaustive().delays(0).cancelling(Cancelling.MAIN);
        try {
            explorer.check(() -> new House(false, new int[1]));
        } catch (ScheduleFailure failure) {
            System.out.println(failure.getMessage());
        }
        System.out.println(
                "mended: " + explorer.check(() -> new House(true, new int[1])).schedules() + " runs, all good");
    }
}
