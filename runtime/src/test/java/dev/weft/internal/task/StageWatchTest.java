package dev.weft.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Steps;
import dev.weft.Weft;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Futures of a stage that lives longer than they. */
@Timeout(120)
class StageWatchTest {

    private static final int ROUNDS = 1_000;

    private final TestLoop test = new TestLoop();
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AfterEach
    void close() {
        test.close();
    }

    /** The time limit of the test is that of the wait for the collector. */
    private static void collect() {
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        System.gc();
    }

    private int waiting() {
        StageWatch watch = StageWatches.of(test.loop()).get(never);
        return watch == null ? 0 : watch.pending().size();
    }

    @Test
    void futures_thatWereAbandoned_leaveNothingInTheirStage() {
        test.run(Steps.of(
                "main",
                x -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        Weft.shield(Future.from(never)).cancel();
                    }
                    return Weft.yieldNow(); // the queue lets go of them
                },
                x -> {
                    while (waiting() > ROUNDS / 2) {
                        collect();
                        Weft.shield(Future.from(never));
                    }
                    return x;
                }));
        assertThat(never.getNumberOfDependents()).isEqualTo(1);
    }

    @Test
    void futures_ofOneStage_endInTheOrderOfTheirCreation() {
        List<String> log = new ArrayList<>();
        test.run(Steps.of("main", x -> {
            for (int i = 0; i < 3; i++) {
                String name = "future " + i;
                Future.from(never).addDoneCallback(done -> log.add(name + ": " + done.result()));
            }
            Future<String> last = Future.from(never);
            never.complete("done");
            return last;
        }));
        assertThat(log).containsExactly("future 0: done", "future 1: done", "future 2: done");
    }

    @Test
    void future_withACallback_isKeptUntilItsStageHasEnded() {
        List<String> log = new ArrayList<>();
        test.run(Steps.of(
                "main",
                x -> {
                    Future.from(never).addDoneCallback(done -> log.add(done.result()));
                    System.gc();
                    never.complete("kept");
                    return Weft.yieldNow();
                },
                x -> Weft.yieldNow()));
        assertThat(log).containsExactly("kept");
    }

    @Test
    void shield_withACallback_keepsTheFutureThatItShields() {
        List<String> log = new ArrayList<>();
        test.run(Steps.of(
                "main",
                x -> {
                    Weft.shield(Future.from(never)).addDoneCallback(done -> log.add(done.result()));
                    System.gc();
                    never.complete("kept");
                    return Weft.yieldNow();
                },
                x -> Weft.yieldNow(),
                x -> Weft.yieldNow()));
        assertThat(log).containsExactly("kept");
    }

    @Test
    void failure_ofAStageWhoseFuturesAreGarbage_isReportedOnce() {
        List<LoopError> reported = new ArrayList<>();
        test.loop().setExceptionHandler((loop, error) -> reported.add(error));
        test.run(Steps.of(
                "main",
                x -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        Future.from(never);
                    }
                    while (waiting() > 0) {
                        System.gc();
                    }
                    never.completeExceptionally(new IllegalStateException("nobody looks"));
                    return Weft.yieldNow();
                },
                x -> Weft.yieldNow()));
        test.close();
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).exception()).hasMessage("nobody looks");
    }

    @Test
    void cancel_ofOneFuture_cancelsTheStageAndSoTheOthers() {
        test.run(Steps.of("main", x -> {
            Future<String> first = Future.from(never);
            Future<String> second = Future.from(never);
            first.cancel();
            assertThat(first.isCancelled()).isTrue();
            assertThat(never).isCancelled();
            return Weft.waitUntil(dev.weft.ReturnWhen.ALL_COMPLETED, List.of(second));
        }));
        assertThat(waiting()).isZero();
    }
}
