package dev.weft.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Steps;
import dev.weft.Weft;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that were abandoned while the futures for which they wait live on. */
@Timeout(120)
class WeakLinksTest {

    private static final int ROUNDS = 1_000;

    private final TestLoop test = new TestLoop();
    private final Future<String> longLived = test.loop().createFuture();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void asCompleted_abandoned_leavesNothingOnItsFutures() {
        test.run(Steps.of("main", x -> {
            for (int round = 0; round < ROUNDS; round++) {
                abandonAsCompleted();
            }
            collectUntilFewWait(this::abandonAsCompleted);
            return x;
        }));
    }

    @Test
    void shield_abandoned_leavesNothingOnItsFuture() {
        test.run(Steps.of("main", x -> {
            for (int round = 0; round < ROUNDS; round++) {
                Weft.shield(longLived);
            }
            collectUntilFewWait(() -> Weft.shield(longLived));
            return x;
        }));
    }

    private void abandonAsCompleted() {
        var unused = Weft.asCompleted(List.of(longLived)).iterator();
    }

    /** The time limit of the test is that of the wait for the collector. */
    private void collectUntilFewWait(Runnable round) {
        while (waiters() > ROUNDS / 2) {
            System.gc();
            round.run();
        }
    }

    private int waiters() {
        int[] count = {0};
        ((FutureCore<?>) longLived).forEachWaiter(job -> count[0]++);
        return count[0];
    }

    @Test
    void shield_ofWhichOnlyACallbackIsLeft_isKept() {
        List<Object> log = new ArrayList<>();
        test.run(Steps.of(
                "main",
                x -> {
                    Weft.shield(longLived).addDoneCallback(done -> log.add(done.result()));
                    for (int collection = 0; collection < 3; collection++) {
                        System.gc();
                    }
                    longLived.setResult("value");
                    return Weft.yieldNow();
                },
                x -> Weft.yieldNow(),
                x -> Weft.yieldNow()));
        assertThat(log).containsExactly("value");
    }

    @Test
    void asCompleted_thatATaskAwaits_isKept() {
        Object value = test.run(Steps.of("main", x -> {
            var task = Weft.createTask(Steps.of(
                    "await",
                    y -> Weft.asCompleted(List.of(longLived)).iterator().next()));
            return Steps.of("end", y -> Weft.yieldNow(), y -> {
                System.gc();
                longLived.setResult("value");
                return task;
            });
        }));
        assertThat(value).isEqualTo("value");
    }
}
