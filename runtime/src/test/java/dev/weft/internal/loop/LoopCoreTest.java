package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.io.Poller;
import dev.weft.internal.time.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a loop's core asks of its poller. */
class LoopCoreTest {
    private static final int MANY = 16;
    private static final long LATER = 1_000;

    private final RecordingPoller poller = new RecordingPoller();
    private final LoopCore core = new LoopCore(this, () -> poller.now, poller);

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void turn_afterFewTimersWereDue_parksForAsShortAsAsked() {
        parkAfterDue(MANY - 1);
        assertThat(poller.parks).containsExactly(new Park(LATER, 0));
    }

    @Test
    void turn_afterManyTimersWereDue_mayParkLonger() {
        parkAfterDue(MANY);
        assertThat(poller.parks).hasSize(1);
        assertThat(poller.parks.get(0).slackNanos()).isBetween(100_000L, 1_000_000L);
    }

    @Test
    void turn_afterAParkInWhichNothingBecameDue_parksForAsShortAsAskedAgain() {
        parkAfterDue(MANY);
        core.turn(true);
        assertThat(poller.parks.get(1)).isEqualTo(new Park(LATER, 0));
    }

    @Test
    void turn_inWhichSomeAreDueAlready_doesNotForgetHowManyWere() {
        scheduleDue(MANY - 1);
        core.turn(false);
        scheduleDue(1);
        core.turn(true);
        core.schedule(new Waiting(poller.now + LATER));
        core.turn(true);
        assertThat(poller.parks.get(0).timeoutNanos()).isZero();
        assertThat(poller.parks.get(1).slackNanos()).isPositive();
    }

    private void scheduleDue(int timers) {
        for (int i = 0; i < timers; i++) {
            core.schedule(new Waiting(poller.now));
        }
    }

    private void parkAfterDue(int timers) {
        scheduleDue(timers);
        core.schedule(new Waiting(poller.now + LATER));
        core.turn(false);
        core.turn(true);
    }

    private record Park(long timeoutNanos, long slackNanos) {}

    private static final class RecordingPoller extends Poller {
        final List<Park> parks = new ArrayList<>();
        long now = -LATER / 2;

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

    private static final class Waiting extends Activity implements Timer {
        private final long deadline;
        private int position;

        Waiting(long deadline) {
            this.deadline = deadline;
        }

        @Override
        protected void run() {
            assertThat(position).isNotNegative();
        }

        @Override
        public long timerDeadline() {
            return deadline;
        }

        @Override
        public int timerPosition() {
            return position;
        }

        @Override
        public void timerPosition(int newPosition) {
            position = newPosition;
        }
    }
}
