package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.testing.TestLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chains of 99,000 calls that return stages, each of which has suspended: no shape of them grows the stack. */
@Timeout(120)
class StageChainIT {
    private static final int LINKS = 99_000;

    private final Queue<CompletableFuture<Integer>> gates = new ArrayDeque<>();
    private int cleanups;

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

    private Object outsideALoop(Supplier<? extends CompletionStage<Integer>> chain) {
        CompletableFuture<Integer> result = chain.get().toCompletableFuture();
        openAll();
        assertThat(result).isDone();
        return result.handle((value, thrown) -> thrown == null ? value : thrown).join();
    }

    private Object onALoop(Supplier<? extends CompletionStage<Integer>> chain) {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(async(() -> {
                CompletableFuture<Integer> result = chain.get().toCompletableFuture();
                while (!result.isDone()) {
                    openAll();
                    await(yieldNow());
                }
                return completed(result.handle((value, thrown) -> thrown == null ? (Object) value : thrown)
                        .join());
            }));
        }
    }

    private void assertThatBothGive(Object expected, Supplier<? extends CompletionStage<Integer>> chain) {
        assertThat(outsideALoop(chain)).isEqualTo(expected);
        assertThat(onALoop(chain)).isEqualTo(expected);
    }

    @Async
    private CompletableFuture<Integer> adding(int n) {
        await(gate());
        return n == 0 ? completedFuture(0) : completedFuture(await(adding(n - 1)) + 1);
    }

    @Async
    private CompletableFuture<Integer> returning(int n) {
        await(gate());
        return n == 0 ? completedFuture(7) : returning(n - 1);
    }

    @Test
    void calls_thatAwaitOrReturnThemselves_reachTheFirst() {
        assertThatBothGive(LINKS, () -> adding(LINKS));
        assertThatBothGive(7, () -> returning(LINKS));
    }

    @Async
    private CompletableFuture<Integer> even(int n) {
        await(gate());
        return n == 0 ? completedFuture(0) : odd(n - 1);
    }

    @Async
    private CompletionStage<Integer> oddAdds(int n) {
        await(gate());
        return completedFuture(await(even(n - 1)) + 1);
    }

    @Async
    private CompletableFuture<Integer> odd(int n) {
        await(gate());
        return completedFuture(await(oddAdds(n)) + 1);
    }

    @Test
    void calls_thatAwaitEachOther_reachTheFirst() {
        assertThatBothGive(LINKS / 3 / 2 * 2, () -> even(LINKS / 3 / 2 * 2));
    }

    @Async
    private CompletableFuture<Integer> cleaningUp(int n) {
        try {
            await(gate());
            return n == 0 ? completedFuture(1) : cleaningUp(n - 1);
        } finally {
            await(gate());
            cleanups++;
        }
    }

    @Test
    void calls_withAwaitsInFinally_cleanUpEach() {
        assertThatBothGive(1, () -> cleaningUp(LINKS));
        assertThat(cleanups).isEqualTo(2 * (LINKS + 1));
    }

    @Async
    @SuppressWarnings("InfiniteRecursion") // it ends behind the await
    private CompletableFuture<Integer> failing(int n, Boom boom) {
        await(gate());
        if (n == 0) {
            throw boom;
        }
        try {
            return completedFuture(await(failing(n - 1, boom)));
        } catch (Boom e) {
            cleanups++;
            throw e;
        }
    }

    @Test
    void failure_ofTheLast_passesThroughEachCatchAsTheSameObject() {
        Boom boom = new Boom("at the bottom");
        assertThatBothGive(boom, () -> failing(LINKS, boom));
        assertThat(cleanups).isEqualTo(2 * LINKS);
    }

    /** A callee that no weaver can know at the call. */
    interface Node {
        @Async
        CompletionStage<Integer> count(int n);
    }

    /** Counts by its interface. */
    private class Counting implements Node {
        @Override
        @Async
        public CompletionStage<Integer> count(int n) {
            await(gate());
            Node next = this;
            return n == 0 ? completedFuture(0) : completedFuture(await(next.count(n - 1)) + 1);
        }
    }

    /** Counts by its superclass, which counts by it. */
    private final class CountingAbove extends Counting {
        @Override
        @Async
        public CompletionStage<Integer> count(int n) {
            await(gate());
            return super.count(n);
        }
    }

    @Test
    void calls_throughInterfacesAndSubclasses_reachTheFirst() {
        assertThatBothGive(LINKS, () -> new Counting().count(LINKS));
        assertThatBothGive(LINKS / 2, () -> new CountingAbove().count(LINKS / 2));
    }

    @SuppressWarnings("UnnecessaryLambda") // the lambda is what is tested
    private final IntFunction<CompletableFuture<Integer>> lambda = n -> {
        await(gate());
        return n == 0 ? completedFuture(0) : completedFuture(await(again(n - 1)) + 1);
    };

    private CompletableFuture<Integer> again(int n) {
        return lambda.apply(n);
    }

    @Test
    void calls_throughALambda_reachTheFirst() {
        assertThatBothGive(LINKS, () -> lambda.apply(LINKS));
    }

    /** A future class of the program's own. */
    public static final class Promise<T> extends CompletableFuture<T> {
        static <T> Promise<T> of(T value) {
            Promise<T> promise = new Promise<>();
            promise.complete(value);
            return promise;
        }
    }

    @Async
    private static CompletableFuture<Integer> plain(int n) {
        return n == 0 ? completedFuture(0) : completedFuture(await(plain(n - 1)) + 1);
    }

    @Async
    private CompletableFuture<Integer> behindAGate(int n) {
        await(gate());
        return completedFuture(await(plain(n)));
    }

    @Async
    private CompletableFuture<Integer> behindOneGate(int n, CompletableFuture<Integer> gate) {
        await(gate);
        return n == 0 ? completedFuture(0) : completedFuture(await(behindOneGate(n - 1, gate)) + 1);
    }

    @Async
    private CompletionStage<Integer> returningPlain(int n, long wide, String text) {
        if (n == 0) {
            return completedFuture(text.length() + (int) wide);
        }
        return returningPlain(n - 1, wide, text);
    }

    @Async
    private Promise<Integer> promised(int n) {
        return n == 0 ? Promise.of(0) : Promise.of(await(promised(n - 1)) + 1);
    }

    @Async
    @SuppressWarnings("InfiniteRecursion") // it ends at the bottom, with an exception
    private CompletableFuture<Integer> failingPlain(int n, Boom boom) {
        if (n == 0) {
            throw boom;
        }
        try {
            return completedFuture(await(failingPlain(n - 1, boom)));
        } finally {
            cleanups++;
        }
    }

    @Async
    private CompletableFuture<Integer> evenPlain(int n) {
        return n == 0 ? completedFuture(0) : oddPlain(n - 1);
    }

    @Async
    private CompletableFuture<Integer> oddPlain(int n) {
        return completedFuture(await(evenPlain(n - 1)) + 2);
    }

    /** A tree: its branches are called one behind the other, and awaited then. */
    @Async
    private CompletableFuture<Integer> tree(int n) {
        if (n == 0) {
            return completedFuture(1);
        }
        CompletableFuture<Integer> twig = tree(0);
        return completedFuture(await(tree(n - 1)) + await(twig));
    }

    @Test
    void calls_thatNeverSuspend_doNotGrowTheStack() {
        assertThatBothGive(LINKS, () -> plain(LINKS));
        assertThatBothGive(LINKS, () -> behindAGate(LINKS));
        assertThatBothGive(12, () -> returningPlain(LINKS, 7L, "seven"));
        assertThatBothGive(LINKS, () -> promised(LINKS));
        assertThatBothGive(LINKS, () -> evenPlain(LINKS));
        assertThatBothGive(LINKS + 1, () -> tree(LINKS));
    }

    @Test
    void calls_thatSuspendOnceOnly_doNotGrowTheStack() {
        assertThatBothGive(LINKS, () -> behindOneGate(LINKS, gate()));
    }

    @Test
    void failure_ofCallsThatNeverSuspend_passesThroughEachFinally() {
        Boom boom = new Boom("at the bottom");
        assertThatBothGive(boom, () -> failingPlain(LINKS, boom));
        assertThat(cleanups).isEqualTo(2 * LINKS);
    }

    /** What is not awaited at once begins at once, and may be waited for. */
    @Test
    void calls_thatBlockForADeepOne_getItsValue() {
        assertThatBothGive(5_000, () -> completedFuture(joining(3)));
        assertThatBothGive(
                5,
                () -> completedFuture(
                        returningPlain(5_000, 1L, "four").toCompletableFuture().join()));
        assertThatBothGive(5_000, () -> completedFuture(promised(5_000).join()));
    }

    private int joining(int levels) {
        return levels == 0 ? plain(5_000).join() : joining(levels - 1);
    }
}
