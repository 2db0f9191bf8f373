package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.io.Poller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a loop parks between timers: what it asks of its poller. */
class ParkTest {
    private static final int MANY = 16;
    private static final long NOW = -500;
    private static final long LATER = NOW + 1_000;

    private final RecordingPoller poller = new RecordingPoller();
    private final LoopCore loop = new LoopCore(new SilentListener(), () -> NOW, poller);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void park_afterFewTimersWereDue_isAsShortAsAsked() {
        parkAfterDue(MANY - 1);
        assertThat(poller.parks).containsExactly(new Park(LATER - NOW, 0));
    }

    @Test
    void park_afterManyTimersWereDue_mayBeLonger() {
        parkAfterDue(MANY);
        assertThat(poller.parks).hasSize(1);
        assertThat(poller.parks.get(0).slackNanos()).isBetween(100_000L, 1_000_000L);
    }

    @Test
    void park_afterOneInWhichNothingBecameDue_isAsShortAsAskedAgain() {
        parkAfterDue(MANY);
        loop.turn(true);
        assertThat(poller.parks.get(1)).isEqualTo(new Park(LATER - NOW, 0));
    }

    @Test
    void park_afterTurnsInEachOfWhichFewWereDue_knowsThatManyWere() {
        schedule(MANY - 1, NOW);
        loop.turn(false);
        schedule(1, NOW);
        loop.turn(true);
        schedule(1, LATER);
        loop.turn(true);
        assertThat(poller.parks.get(0).timeoutNanos()).isZero();
        assertThat(poller.parks.get(1).slackNanos()).isPositive();
    }

    private void parkAfterDue(int timers) {
        schedule(timers, NOW);
        schedule(1, LATER);
        loop.turn(false);
        loop.turn(true);
    }

    private void schedule(int timers, long deadline) {
        for (int i = 0; i < timers; i++) {
            loop.schedule(new Alarm(deadline));
        }
    }

    /** An activity that does nothing at its deadline. */
    private static final class Alarm extends Activity {
        private final long deadline;
        private int position;

        Alarm(long deadline) {
            this.deadline = deadline;
        }

        @Override
        protected void run() {
            // only the waiting matters
        }

        @Override
        protected long timerDeadline() {
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

    private static final class SilentListener extends LoopListener {
        @Override
        protected void report(String message, @Nullable Throwable failure) {
            throw new AssertionError(message, failure);
        }
    }

    private record Park(long timeoutNanos, long slackNanos) {}

    private static final class RecordingPoller extends Poller {
        final List<Park> parks = new ArrayList<>();

        @Override
        public void poll(long timeoutNanos, long slackNanos) {
            parks.add(new Park(timeoutNanos, slackNanos));
        }

        @Override
        public void wakeup() {
            throw new AssertionError("nobody else is there");
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
