package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.testing.VirtualClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rule 36: no native stack grows with the number or the depth of awaits. Every program runs on a stack of 512 KB. */
class DepthIT {
    private static final int CHAIN = 100_000;
    private static final int DEPTH = 10_000;
    private static final long SMALL_STACK = 512 * 1024;

    private static <T> T onASmallStack(dev.weft.AsyncCallable<T> main) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable program = () -> {
            try (Runner runner = Runner.builder().clock(new VirtualClock()).build()) {
                result.set(runner.run(async(main)));
            }
        };
        Thread thread = new Thread(null, program, "small stack", SMALL_STACK);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        join(thread);
        if (failure.get() != null) {
            throw new AssertionError("the program failed", failure.get());
        }
        return result.get();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Async
    static Coroutine<Integer> plusOne(Awaitable<Integer> inner) {
        return completed(await(inner) + 1);
    }

    @Async
    static Coroutine<Integer> chainOfTasks(boolean started) {
        Future<Integer> first = EventLoop.running().createFuture();
        Future<Integer> last = first;
        for (int i = 0; i < CHAIN; i++) {
            last = createTask(plusOne(last));
        }
        if (started) {
            await(yieldNow());
        }
        first.setResult(0);
        return completed(await(last));
    }

    @Test
    void chainOfTasks_thatAreSuspended_resumesOneByOne() {
        assertThat(onASmallStack(() -> chainOfTasks(true))).isEqualTo(CHAIN);
    }

    @Test
    void chainOfTasks_thatHaveNotStarted_runsOneByOne() {
        assertThat(onASmallStack(() -> chainOfTasks(false))).isEqualTo(CHAIN);
    }

    @Test
    void chainOfTasks_whoseLastIsCancelled_cancelsTheFirst() {
        boolean cancelled = onASmallStack(() -> {
            Future<Integer> first = EventLoop.running().createFuture();
            Future<Integer> last = first;
            for (int i = 0; i < CHAIN; i++) {
                last = createTask(plusOne(last));
            }
            await(yieldNow());
            last.cancel();
            assertThat(first.isCancelled()).isTrue();
            try {
                await(last);
            } catch (CancelledError e) {
                return completed(last.isCancelled());
            }
            return completed(false);
        });
        assertThat(cancelled).isTrue();
    }

    @Test
    void chainOfTasks_whoseFirstFails_passesTheSameFailureOn() {
        Boom boom = new Boom("deep");
        Throwable seen = onASmallStack(() -> {
            Future<Integer> first = EventLoop.running().createFuture();
            Future<Integer> last = first;
            for (int i = 0; i < CHAIN; i++) {
                last = createTask(plusOne(last));
            }
            await(yieldNow());
            first.setException(boom);
            try {
                await(last);
            } catch (Boom e) {
                return completed((Throwable) e);
            }
            return completed(null);
        });
        assertThat(seen).isSameAs(boom);
    }

    @Test
    void chainOfCoroutines_thatAwaitEachOther_resumesFromItsLeaf() {
        int sum = onASmallStack(() -> {
            Coroutine<Integer> last = leaf(true);
            for (int i = 0; i < CHAIN; i++) {
                last = plusOne(last);
            }
            return completed(await(last));
        });
        assertThat(sum).isEqualTo(CHAIN);
    }

    @Async
    static Coroutine<Integer> leaf(boolean suspends) {
        if (suspends) {
            await(yieldNow());
        }
        return completed(0);
    }

    @Test
    void awaits_thatNeverSuspend_runInALoopWithoutEnd() {
        int sum = onASmallStack(() -> {
            int total = 0;
            for (int i = 0; i < 1_000_000; i++) {
                total += await(plusOne(leaf(false)));
            }
            return completed(total);
        });
        assertThat(sum).isEqualTo(1_000_000);
    }

    @Test
    void awaitsOfDoneFutures_inALoop_takeNoStack() {
        int sum = onASmallStack(() -> {
            Future<Integer> done = EventLoop.running().createFuture();
            done.setResult(1);
            CompletableFuture<Integer> stage = CompletableFuture.completedFuture(1);
            int total = 0;
            for (int i = 0; i < 500_000; i++) {
                total += await(done) + await(stage);
            }
            return completed(total);
        });
        assertThat(sum).isEqualTo(1_000_000);
    }

    @Async
    static Coroutine<Integer> fused(int depth, boolean suspends) {
        if (depth == 0) {
            return completed(await(leaf(suspends)));
        }
        return completed(await(fused(depth - 1, suspends)) + 1);
    }

    /** A callee that no weaver can know at the call. */
    interface Node {
        @Async
        Coroutine<Integer> count(int depth);
    }

    /** Suspends at the bottom. */
    static final class Suspending implements Node {
        @Override
        @Async
        public Coroutine<Integer> count(int depth) {
            if (depth == 0) {
                await(yieldNow());
                return completed(0);
            }
            Node next = this;
            return completed(await(next.count(depth - 1)) + 1);
        }
    }

    /** Awaits no value but returns the coroutine that it called. */
    static final class Returning implements Node {
        @Override
        @Async
        public Coroutine<Integer> count(int depth) {
            if (depth == 0) {
                await(yieldNow());
                return completed(7);
            }
            Node next = this;
            return next.count(depth - 1);
        }
    }

    @Test
    void recursion_ofAStaticMethod_suspendsAtTheBottom() {
        assertThat(onASmallStack(() -> fused(DEPTH, true))).isEqualTo(DEPTH);
    }

    @Test
    void recursion_ofAStaticMethod_thatNeverSuspends_returns() {
        assertThat(onASmallStack(() -> fused(DEPTH, false))).isEqualTo(DEPTH);
    }

    @Test
    void recursion_throughAnInterface_suspendsAtTheBottom() {
        assertThat(onASmallStack(() -> new Suspending().count(DEPTH))).isEqualTo(DEPTH);
    }

    @Test
    void recursion_thatReturnsItsCallee_suspendsAtTheBottom() {
        assertThat(onASmallStack(() -> new Returning().count(DEPTH))).isEqualTo(7);
    }

    @Async
    static Coroutine<Integer> throughALambda(int depth) {
        if (depth == 0) {
            await(yieldNow());
            return completed(0);
        }
        Coroutine<Integer> inner = async(() -> completed(await(throughALambda(depth - 1)) + 1));
        return completed(await(inner));
    }

    @Test
    void recursion_throughLambdas_suspendsAtTheBottom() {
        assertThat(onASmallStack(() -> throughALambda(DEPTH))).isEqualTo(DEPTH);
    }

    @Async
    @SuppressWarnings("InfiniteRecursion") // it ends at the bottom, with an exception
    static Coroutine<Integer> suspendsOnEachLevel(int depth) {
        await(yieldNow());
        if (depth == 0) {
            throw new Boom("bottom");
        }
        try {
            return completed(await(suspendsOnEachLevel(depth - 1)) + 1);
        } finally {
            await(yieldNow());
        }
    }

    @Test
    void failure_atTheBottomOfARecursion_leavesThroughSuspendingFinallys() {
        assertThatThrownBy(() -> onASmallStack(() -> suspendsOnEachLevel(DEPTH)))
                .hasRootCauseInstanceOf(Boom.class);
    }

    @Async
    @SuppressWarnings("InfiniteRecursion") // it ends at the bottom, with an exception
    static Coroutine<Integer> cancelledAtTheBottom(int depth) {
        if (depth == 0) {
            await(EventLoop.running().createFuture());
        }
        try {
            return completed(await(cancelledAtTheBottom(depth - 1)));
        } catch (CancelledError e) {
            if (depth == DEPTH) {
                return completed(depth);
            }
            throw e;
        }
    }

    @Test
    void cancel_atTheBottomOfARecursion_climbsToTheTop() {
        int value = onASmallStack(() -> {
            Task<Integer> task = createTask(cancelledAtTheBottom(DEPTH));
            await(yieldNow());
            task.cancel();
            return completed(await(task));
        });
        assertThat(value).isEqualTo(DEPTH);
    }

    @Async
    static CompletableFuture<Integer> stage(CompletableFuture<Integer> inner) {
        return CompletableFuture.completedFuture(await(inner) + 1);
    }

    @Test
    void chainOfStages_outsideALoop_completesWithoutGrowingTheStack() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CompletableFuture<Integer> first = new CompletableFuture<>();
        AtomicReference<CompletableFuture<Integer>> last = new AtomicReference<>(first);
        Runnable program = () -> {
            for (int i = 0; i < CHAIN; i++) {
                last.set(stage(last.get()));
            }
            first.complete(0);
        };
        Thread thread = new Thread(null, program, "small stack", SMALL_STACK);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        join(thread);
        assertThat(failure.get()).isNull();
        assertThat(last.get().join()).isEqualTo(CHAIN);
    }
}
