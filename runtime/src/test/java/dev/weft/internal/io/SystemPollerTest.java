package dev.weft.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real time is the subject here; what takes for ever if it fails ends at the timeout. */
@Timeout(30)
class SystemPollerTest {
    private static final long FOR_EVER = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    private final SystemPoller poller = new SystemPoller(System::nanoTime);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        poller.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void poll_withoutTime_returnsWithoutASelector() {
        poller.poll(0, 0);
        assertThat(poller.channels()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_afterAWakeup_returnsAtOnce(boolean selecting) throws IOException {
        prepare(selecting);
        poller.wakeup();
        poller.poll(FOR_EVER, 0);
        poller.wakeup();
        poller.poll(AN_HOUR, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_forEver_endsWithAWakeupFromAnotherThread(boolean selecting) throws Exception {
        prepare(selecting);
        for (int i = 0; i < 200; i++) {
            var waker = new Thread(poller::wakeup);
            waker.start();
            poller.poll(FOR_EVER, 0);
            waker.join();
            poller.poll(0, 0); // a wake-up that came while the poll was returning is not left for the next round
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_untilADeadlineIsReached_oversleepsByLessThanAMillisecond(boolean selecting) throws IOException {
        prepare(selecting);
        assertThat(leastOversleep(300_000)).isBetween(0L, NANOS_PER_MILLI);
        assertThat(leastOversleep(2_700_000)).isBetween(0L, NANOS_PER_MILLI);
    }

    @Test
    void poll_withAChannel_endsWhenTheChannelIsReady() throws IOException {
        var pipe = pipe();
        var watch = new RecordedWatch(pipe.source());
        poller.openChannels().want(watch, SelectionKey.OP_READ);
        poller.poll(0, 0);
        assertThat(watch.ready).isEmpty();
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        poller.poll(FOR_EVER, 0);
        assertThat(watch.ready).containsExactly(SelectionKey.OP_READ);
    }

    @Test
    void poll_whileOtherThingsAreReady_looksAtTheChannels() throws IOException {
        var pipe = pipe();
        var watch = new RecordedWatch(pipe.sink());
        poller.openChannels().want(watch, SelectionKey.OP_WRITE);
        poller.pollChannels();
        poller.pollChannels();
        assertThat(watch.ready).containsExactly(SelectionKey.OP_WRITE, SelectionKey.OP_WRITE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_ofAnInterruptedThread_takesTheInterruptAndCloseGivesItBack(boolean selecting) throws IOException {
        prepare(selecting);
        Thread.currentThread().interrupt();
        poller.poll(NANOS_PER_MILLI, 0);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        poller.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wakeup_ofAClosedPoller_doesNothing(boolean selecting) throws IOException {
        prepare(selecting);
        poller.close();
        poller.wakeup();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_withSlack_waitsAsLong(boolean selecting) throws IOException {
        prepare(selecting);
        long slack = NANOS_PER_MILLI / 10;
        long longest = 0;
        for (int i = 0; i < 10; i++) { // a poll may also return for no reason
            long before = System.nanoTime();
            poller.poll(1, slack);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        assertThat(longest).isGreaterThanOrEqualTo(slack);
    }

    @Test
    void poll_ofNoTime_needsNoSlack() {
        poller.poll(0, AN_HOUR);
    }

    private void prepare(boolean selecting) throws IOException {
        if (selecting) {
            poller.openChannels().want(new RecordedWatch(pipe().source()), SelectionKey.OP_READ);
        }
    }

    private Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        opened.add(pipe.source());
        opened.add(pipe.sink());
        return pipe;
    }

    /* The least of some tries: what a busy machine adds to a try says nothing about the poller. */
    private long leastOversleep(long nanos) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            least = Math.min(least, oversleep(nanos));
        }
        return least;
    }

    private long oversleep(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
            poller.poll(left, 0);
        }
        return System.nanoTime() - deadline;
    }
}
