package dev.weft.internal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.TaskOptions;
import dev.weft.Weft;
import dev.weft.internal.task.ThreadWait;
import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    private static final Logger LOGGER = Logger.getLogger("dev.weft");

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final long[] now = new long[1];
    private final StallWatch watch = new StallWatch(loop, () -> now[0]);
    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            warnings.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void close() {
        LOGGER.removeHandler(handler);
        test.close();
    }

    private void start(Steps steps) {
        loop.createTask(steps, TaskOptions.defaults().named(steps.name()));
        test.turn();
    }

    /** Is idle for so long. */
    private void idle(Duration time) {
        assertThat(watch.patienceNanos()).isNotZero();
        now[0] += time.toNanos();
        watch.waited();
    }

    @Test
    void loop_thatIsIdleForTenSeconds_isReportedOnce() {
        start(Steps.of("guest", x -> new Event("door").waitUntilSet()));

        idle(Duration.ofSeconds(9));
        assertThat(warnings).isEmpty();
        idle(Duration.ofSeconds(10));
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(
                        "The event loop has had nothing to do for 10 s, and only another thread can wake it:\nloop-")
                .contains("guest: waits for Event door");
        assertThat(watch.patienceNanos()).isNegative();
        idle(Duration.ofSeconds(10));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void loop_whoseThreadIsAtWork_isNotReported() {
        CountDownLatch release = new CountDownLatch(1);
        start(Steps.of(
                "guest",
                x -> Weft.toThread(() -> {
                    release.await();
                    return "done";
                })));

        idle(Duration.ofSeconds(10));
        assertThat(warnings).isEmpty();
        release.countDown();
    }

    @Test
    void loop_thatWaitsForWhatOtherThreadsAreKnownToDo_isNeitherReportedNorProven() {
        ThreadWait wait = () -> "the end of Server";
        start(Steps.of("guest", x -> loop.createFuture(wait)));

        assertThat(watch.proof(false)).isNull();
        idle(Duration.ofSeconds(10));
        assertThat(warnings).isEmpty();
    }

    @Test
    void loop_withoutTasks_isNeitherReportedNorProven() {
        idle(Duration.ofSeconds(10));

        assertThat(warnings).isEmpty();
        assertThat(new StallWatch(loop, () -> 0).proof(false)).isNull();
    }

    @Test
    void proof_whileASignalAStageOrAThreadCouldCome_isNone() {
        start(Steps.of("guest", x -> new Event("door").waitUntilSet()));
        assertThat(watch.proof(false)).isNotNull();
        assertThat(watch.proof(true)).isNull();

        CompletableFuture<String> stage = new CompletableFuture<>();
        start(Steps.of("reader", x -> stage));
        assertThat(watch.proof(false)).isNull();
        stage.complete("over");
        test.turn();
        test.turn();
        assertThat(watch.proof(false)).isNotNull();

        watch.patienceNanos();
        watch.waited();
        assertThat(watch.proof(false)).isNull();
    }
}
