package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** Sleeps. */
class SleepIT extends AsyncioCase {
    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class InATask {
        @Async
        static <T> Coroutine<T> sleepsTwice(Duration delay, T value) {
            await(sleep(delay.dividedBy(2)));
            return completed(await(sleep(delay.dividedBy(2), value)));
        }

        @Ported("test_sleep")
        void sleep_withAValue_givesItAtItsTime() {
            run(() -> {
                assertThat(await(createTask(sleepsTwice(millis(100), "yeah")))).isEqualTo("yeah");
                assertThat(elapsed()).isEqualTo(millis(100));
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.SleepTests")
    class OfZero {
        @Ported("test_sleep_zero")
        void sleepOfZero_letsWhatIsReadyRun() {
            run(() -> {
                EventLoop.running().callSoon(logs("callback"));
                assertThat(log).isEmpty();
                assertThat(await(sleep(ZERO, 10))).isEqualTo(10);
                assertThat(log).containsExactly("callback");
                return completed();
            });
        }
    }
}
