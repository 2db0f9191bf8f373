package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resumed methods that return stages and block on other ones: none waits for itself, in a pool of one thread either. */
@Timeout(60)
class StageBlockingIT {
    private final ForkJoinPool pool = new ForkJoinPool(1);

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    @Async
    private CompletableFuture<Integer> inner(int value) {
        return completedFuture(await(supplyAsync(() -> value, pool)) + 1);
    }

    @Async
    private CompletableFuture<Integer> outer() {
        int first = await(supplyAsync(() -> 10, pool));
        return completedFuture(first + inner(1).join());
    }

    @Test
    void join_inAResumedMethod_onAnotherThatNeedsThePool_returns() throws Exception {
        assertThat(outer().get(30, TimeUnit.SECONDS)).isEqualTo(12);
    }

    @Async
    private CompletableFuture<String> upper(CompletableFuture<String> in) {
        return completedFuture(await(in).toUpperCase(Locale.ROOT));
    }

    @Async
    private CompletableFuture<String> completesAndWaits(CompletableFuture<String> gate, int levels) {
        await(gate);
        CompletableFuture<String> in = new CompletableFuture<>();
        CompletableFuture<String> out = levels == 0 ? upper(in) : completesAndWaits(in, levels - 1);
        in.complete("ok");
        return completedFuture(out.orTimeout(30, TimeUnit.SECONDS).join());
    }

    @Test
    void get_inAResumedMethod_ofWhatItHasJustCompleted_returns() {
        for (int levels : new int[] {0, 1, 99, 100, 101, 300}) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            CompletableFuture<String> result = completesAndWaits(gate, levels);
            gate.complete("go");
            assertThat(result).isCompletedWithValue("OK");
        }
    }

    @Async
    private CompletableFuture<Integer> runsALoop(CompletableFuture<Integer> gate) {
        int given = await(gate);
        int value = run(async(() -> {
            await(yieldNow());
            return completed(await(inner(given)));
        }));
        return completedFuture(value);
    }

    @Test
    void run_inAResumedMethodOnAThreadOfThePool_returns() throws Exception {
        assertThat(runsALoop(supplyAsync(() -> 3, pool)).get(30, TimeUnit.SECONDS))
                .isEqualTo(4);
    }

    @Async
    private CompletableFuture<Integer> handsOver(CompletableFuture<Integer> turn, CompletableFuture<Integer> next) {
        int count = await(turn);
        next.complete(count + 1);
        return completedFuture(count);
    }

    @Test
    void manyThatCompleteTheNext_withoutBlocking_doNotGrowTheStack() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> last = first;
        for (int i = 0; i < 99_000; i++) {
            CompletableFuture<Integer> next = new CompletableFuture<>();
            assertThat(handsOver(last, next)).isNotDone();
            last = next;
        }
        first.complete(0);
        assertThat(last).isCompletedWithValue(99_000);
    }
}
