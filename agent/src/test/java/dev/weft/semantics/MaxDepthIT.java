package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.Runner;
import dev.weft.testing.VirtualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 39: an async call chain deeper than its limit gets a StackOverflowError, and everything else works on. */
@Timeout(120)
@SuppressWarnings("InfiniteRecursion") // the subject
class MaxDepthIT {
    private static final int LIMIT = 5_000;
    private static final int TOLERANCE = 2_100;

    private int deepest;

    /** A callee that no weaver can know at the call. */
    interface Node {
        @Async
        Coroutine<Integer> count(int depth);
    }

    private static <T> T run(AsyncCallable<T> main) {
        try (Runner runner =
                Runner.builder().clock(new VirtualClock()).maxDepth(LIMIT).build()) {
            return runner.run(async(main));
        }
    }

    private void assertThatItEndsAtTheLimit(AsyncCallable<Integer> endless) {
        deepest = 0;
        int later = run(() -> {
            try {
                await(async(endless));
                return completed(0);
            } catch (StackOverflowError e) {
                assertThat(e).hasMessageContaining("more than 5000 calls").hasMessageContaining("maxDepth");
            }
            return completed(await(finite(1_500, true)));
        });
        assertThat(later).isEqualTo(1_500);
        assertThat(deepest).isBetween(LIMIT, LIMIT + TOLERANCE);
    }

    @Async
    private Coroutine<Integer> finite(int depth, boolean suspends) {
        if (depth == 0) {
            if (suspends) {
                await(yieldNow());
            }
            return completed(0);
        }
        return completed(await(finite(depth - 1, suspends)) + 1);
    }

    @Async
    private Coroutine<Integer> endless(int depth) {
        deepest = depth;
        return completed(await(endless(depth + 1)) + 1);
    }

    @Async
    private Coroutine<Integer> suspending(int depth) {
        deepest = depth;
        await(yieldNow());
        return completed(await(suspending(depth + 1)) + 1);
    }

    @Async
    private Coroutine<Integer> returning(int depth) {
        deepest = depth;
        if (depth % 2 == 0) {
            await(yieldNow());
        }
        return returning(depth + 1);
    }

    @Async
    private Coroutine<Integer> ping(int depth) {
        deepest = depth;
        return completed(await(pong(depth + 1)) + 1);
    }

    @Async
    private Coroutine<Integer> pong(int depth) {
        try {
            return completed(await(ping(depth + 1)) + 1);
        } finally {
            await(yieldNow());
        }
    }

    /** Counts for ever. */
    private final class Endless implements Node {
        @Override
        @Async
        public Coroutine<Integer> count(int depth) {
            deepest = depth;
            Node next = this;
            return completed(await(next.count(depth + 1)) + 1);
        }
    }

    @Async
    private Coroutine<Integer> throughALambda(int depth) {
        deepest = 3 * depth; // the method, what async() makes, and the lambda
        return completed(await(async(() -> completed(await(throughALambda(depth + 1))))));
    }

    @Test
    void endlessRecursion_ofCoroutines_ends() {
        assertThatItEndsAtTheLimit(() -> endless(0));
        assertThatItEndsAtTheLimit(() -> suspending(0));
        assertThatItEndsAtTheLimit(() -> returning(0));
        assertThatItEndsAtTheLimit(() -> ping(0));
        assertThatItEndsAtTheLimit(() -> new Endless().count(0));
        assertThatItEndsAtTheLimit(() -> throughALambda(0));
    }

    @Test
    void recursion_upToTheLimit_works() {
        assertThat(run(() -> finite(LIMIT - 3, true))).isEqualTo(LIMIT - 3);
        assertThat(run(() -> finite(LIMIT - 3, false))).isEqualTo(LIMIT - 3);
    }

    @Test
    void manyRecursions_oneAfterTheOther_areNotAddedUp() {
        int sum = run(() -> {
            int total = 0;
            for (int i = 0; i < 10; i++) {
                total += await(finite(LIMIT - 10, i % 2 == 0));
            }
            return completed(total);
        });
        assertThat(sum).isEqualTo(10 * (LIMIT - 10));
    }

    private final Queue<CompletableFuture<Integer>> gates = new ArrayDeque<>();

    private CompletableFuture<Integer> gate() {
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        gates.add(gate);
        return gate;
    }

    private void openAll() {
        for (CompletableFuture<Integer> next = gates.poll(); next != null; next = gates.poll()) {
            next.complete(1);
        }
    }

    @Async
    private CompletableFuture<Integer> stage(int depth) {
        deepest = depth;
        await(gate());
        return completedFuture(await(stage(depth + 1)) + 1);
    }

    @Async
    private CompletableFuture<Integer> returningStage(int depth) {
        deepest = depth;
        await(gate());
        return returningStage(depth + 1);
    }

    @Async
    private CompletableFuture<Integer> stageOfACoroutine(int depth) {
        deepest = 2 * depth;
        await(gate());
        return completedFuture(await(coroutineOfAStage(depth)));
    }

    @Async
    private Coroutine<Integer> coroutineOfAStage(int depth) {
        await(gate());
        return completed(await(stageOfACoroutine(depth + 1)));
    }

    @Async
    StageChainIT.Promise<Integer> promise(int depth) {
        deepest = depth;
        await(gate());
        return StageChainIT.Promise.of(await(promise(depth + 1)) + 1);
    }

    private void assertThatTheDefaultEnds(CompletableFuture<Integer> endless) {
        openAll();
        assertThat(endless.handle((value, thrown) -> thrown).join())
                .isInstanceOf(StackOverflowError.class)
                .hasMessageContaining("more than 100000 calls");
        assertThat(deepest).isBetween(100_000, 103_000);
        assertThat(gates).isEmpty();
    }

    @Test
    void endlessRecursion_ofMethodsThatReturnStages_ends() {
        assertThatTheDefaultEnds(stage(0));
        assertThatTheDefaultEnds(returningStage(0));
        assertThatTheDefaultEnds(stageOfACoroutine(0));
        assertThatTheDefaultEnds(promise(0));
    }

    @Async
    private CompletableFuture<Integer> plainStage(int depth) {
        deepest = depth;
        return completedFuture(await(plainStage(depth + 1)) + 1);
    }

    @Async
    private CompletableFuture<Integer> returningPlainStage(int depth) {
        deepest = depth;
        return returningPlainStage(depth + 1);
    }

    @Async
    private StageChainIT.Promise<Integer> promised(int depth) {
        deepest = depth;
        return StageChainIT.Promise.of(await(promised(depth + 1)) + 1);
    }

    @Test
    void endlessRecursion_ofMethodsThatReturnStagesAndNeverSuspend_ends() {
        assertThatTheDefaultEnds(plainStage(0));
        assertThatTheDefaultEnds(returningPlainStage(0));
        assertThatTheDefaultEnds(promised(0));
    }

    /** It can be overridden, and takes stack. */
    @Async
    CompletableFuture<Integer> overridable(int depth) {
        return completedFuture(await(overridable(depth + 1)) + 1);
    }

    @Test
    void overflowOfTheStack_inMethodsThatReturnStages_saysWhatToDo() {
        assertThat(overridable(0).handle((value, thrown) -> thrown).join())
                .isInstanceOf(StackOverflowError.class)
                .hasMessageContaining("weft.maxDepth")
                .hasMessageContaining("-Xss");
    }

    @Test
    void endlessRecursion_ofMethodsThatReturnStagesOnALoop_ends() {
        int later = run(() -> {
            CompletableFuture<Integer> endless = stage(0);
            while (!endless.isDone()) {
                openAll();
                await(yieldNow());
            }
            assertThat(endless.handle((value, thrown) -> thrown).join())
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessageContaining("more than 5000 calls");
            return completed(await(finite(1_500, true)));
        });
        assertThat(later).isEqualTo(1_500);
        assertThat(deepest).isBetween(LIMIT, LIMIT + TOLERANCE);
    }

    @Async
    private CompletableFuture<Integer> startsAnother(int left, List<CompletableFuture<Integer>> last) {
        await(gate());
        if (left > 0) {
            last.set(0, startsAnother(left - 1, last));
        }
        return completedFuture(left);
    }

    @Test
    void calls_thatStartTheNextAndDoNotAwaitIt_areNoChain() {
        List<CompletableFuture<Integer>> last = new ArrayList<>();
        last.add(completedFuture(-1));
        CompletableFuture<Integer> first = startsAnother(150_000, last);
        openAll();

        assertThat(first).isCompletedWithValue(150_000);
        assertThat(last.get(0)).isCompletedWithValue(0);
    }

    @Test
    void limit_ofLessThanOne_isRefused() {
        assertThatThrownBy(() -> Runner.builder().maxDepth(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
