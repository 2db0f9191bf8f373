package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code Thread.interrupt} of the thread that runs a loop, as the shutdownNow of a pool sends it. */
@Timeout(60)
class ThreadInterruptTest {

    private final List<Object> log = new ArrayList<>();

    /** The two ways in which a loop waits. */
    enum Time {
        REAL,
        VIRTUAL
    }

    @AfterEach
    void clear() {
        boolean unused = Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void interrupt_ofALoopThatWaits_cancelsMainAndIsSetAgain(Time time) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        FutureTask<String> outcome = new FutureTask<>(() -> {
            Coroutine<Object> main = Steps.of("main", x -> {
                        waiting.countDown();
                        return EventLoop.running().createFuture(); // of which nobody sets the result
                    })
                    .rescuedBy(thrown -> {
                        log.add("cleanup");
                        throw thrown;
                    });
            try (Runner runner = runner(time)) {
                Object value = runner.run(main);
                return "value " + value;
            } catch (CancelledError e) {
                return e.getMessage() + ", interrupted "
                        + Thread.currentThread().isInterrupted();
            }
        });
        Thread thread = new Thread(outcome);
        thread.start();
        waiting.await();
        thread.interrupt();

        assertThat(outcome.get()).isEqualTo("the thread that runs the event loop was interrupted, interrupted true");
        assertThat(log).containsExactly("cleanup");
    }

    @Test
    void interrupt_ofALoopThatIsNeverIdle_cancelsMain() {
        Coroutine<Object> main = Steps.of("main", x -> spin());

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Weft.run(main)).isInstanceOf(CancelledError.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void interrupt_thatMainAbsorbs_isSetBehindItsValue() {
        Coroutine<Object> main = Steps.of("main", x -> EventLoop.running().createFuture())
                .rescuedBy(thrown -> Weft.sleep(Duration.ofMillis(1), "absorbed"));

        Thread.currentThread().interrupt();
        assertThat(Weft.run(main)).isEqualTo("absorbed");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static Coroutine<Object> spin() {
        return Steps.of("spin", x -> Weft.yieldNow(), x -> spin());
    }

    private static Runner runner(Time time) {
        return time == Time.REAL
                ? Runner.builder().build()
                : Runner.builder()
                        .clock(new VirtualClock())
                        .stallDetection(
                                false) // the interrupt comes from outside, and may come later than the wait begins
                        .build();
    }

    @Test
    void interrupt_ofALoopThatRunsForEver_isSetBehindIt() {
        try (EventLoop loop = EventLoop.create()) {
            loop.callLater(Duration.ofMillis(1), loop::stop);
            Thread.currentThread().interrupt();
            loop.runForever();

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
    }
}
