package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 31: what other threads may do to a loop. These tests use real threads, so real time. */
@Timeout(60)
class ThreadsIT {
    private static final int CALLERS = 4;
    private static final int CALLS = 20_000;

    private static List<Thread> callers(EventLoop loop, List<List<Integer>> seen, Runnable onLast) {
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            List<Integer> mine = new ArrayList<>();
            seen.add(mine);
            threads.add(new Thread(() -> {
                for (int call = 0; call < CALLS; call++) {
                    int number = call;
                    loop.callSoonThreadsafe(() -> mine.add(number));
                }
                loop.callSoonThreadsafe(onLast);
            }));
        }
        return threads;
    }

    @Async
    static Coroutine<List<List<Integer>>> countsCalls() {
        EventLoop loop = EventLoop.running();
        Future<Void> all = loop.createFuture();
        int[] finished = new int[1];
        List<List<Integer>> seen = new ArrayList<>();
        Runnable onLast = () -> {
            finished[0]++;
            if (finished[0] == CALLERS) {
                all.setResult(null);
            }
        };
        callers(loop, seen, onLast).forEach(Thread::start);
        await(all);
        return completed(seen);
    }

    @Test
    void callSoonThreadsafe_fromManyThreads_isFifoPerCallerAndLosesNothing() {
        for (List<Integer> calls : run(countsCalls())) {
            assertThat(calls).hasSize(CALLS);
            for (int call = 0; call < CALLS; call++) {
                assertThat(calls.get(call)).isEqualTo(call);
            }
        }
    }

    @Test
    void callSoonThreadsafe_whileTheLoopSleeps_wakesIt() {
        Thread loopThread = Thread.currentThread();
        String text = run(() -> {
            EventLoop loop = EventLoop.running();
            Future<String> future = loop.createFuture();
            Thread waker = new Thread(() -> {
                awaitParked(loopThread);
                loop.callSoonThreadsafe(() ->
                        future.setResult("woken on " + Thread.currentThread().getName()));
            });
            waker.start();
            return completed(await(future));
        });
        assertThat(text).isEqualTo("woken on " + loopThread.getName());
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            if (inSelect(thread)) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static boolean inSelect(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getMethodName().equals("select")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void loop_thatWaits_doesNotSpin() {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = run(() -> {
            await(yieldNow());
            long before = threads.getCurrentThreadCpuTime();
            await(sleep(Duration.ofMillis(300)));
            return completed(threads.getCurrentThreadCpuTime() - before);
        });
        assertThat(cpu).isLessThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void callSoonThreadsafe_onAClosedLoop_isRefused() {
        EventLoop loop = EventLoop.create();
        loop.close();
        assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void toThread_runsOffTheLoopAndResumesOnIt() {
        Thread loopThread = Thread.currentThread();
        run(() -> {
            Thread worker = await(toThread(() -> Thread.currentThread()));
            assertThat(worker).isNotSameAs(loopThread);
            assertThat(Thread.currentThread()).isSameAs(loopThread);
            return completed();
        });
    }

    @Test
    void toThread_whileItBlocks_letsTheLoopGoOn() {
        CountDownLatch gate = new CountDownLatch(1);
        String value = run(() -> {
            EventLoop.running().callSoon(gate::countDown);
            return completed(await(toThread(() -> gate.await(30, TimeUnit.SECONDS) ? "opened" : "blocked")));
        });
        assertThat(value).isEqualTo("opened");
    }

    @Async
    static Coroutine<String> greets(String name) {
        await(yieldNow());
        return completed("hello " + name);
    }

    @Async
    static Coroutine<Void> waitsForEver(CompletableFuture<String> outcome, CountDownLatch started) {
        try {
            started.countDown();
            await(EventLoop.running().createFuture());
        } catch (CancelledError e) {
            outcome.complete("cancelled");
            throw e;
        }
        return completed();
    }

    @Test
    void runCoroutineThreadsafe_fromAnotherThread_givesItsResult() {
        String value = run(() -> {
            EventLoop loop = EventLoop.running();
            return toThread(() -> runCoroutineThreadsafe(greets("thread"), loop).get(30, TimeUnit.SECONDS));
        });
        assertThat(value).isEqualTo("hello thread");
    }

    @Test
    void cancel_ofTheStageOfRunCoroutineThreadsafe_cancelsTheTask() {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        String seen = run(() -> {
            EventLoop loop = EventLoop.running();
            CompletableFuture<Void> stage =
                    await(toThread(() -> runCoroutineThreadsafe(waitsForEver(outcome, started), loop)));
            await(toThread(() -> {
                started.await();
            }));
            await(toThread(() -> {
                stage.cancel(true);
            }));
            return completed(await(outcome));
        });
        assertThat(seen).isEqualTo("cancelled");
    }

    @Test
    void cancel_ofTheTaskOfRunCoroutineThreadsafe_cancelsTheStage() {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> stage = run(() -> {
            EventLoop loop = EventLoop.running();
            CompletableFuture<Void> made =
                    await(toThread(() -> runCoroutineThreadsafe(waitsForEver(outcome, started), loop)));
            await(toThread(() -> {
                started.await();
            }));
            return completed(made);
        });
        assertThat(outcome).isCompletedWithValue("cancelled");
        assertThat(stage).isCancelled();
    }

    @Test
    void callSoon_fromAForeignThreadInDebugMode_isRefused() {
        String message = run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setDebug(true);
            return toThread(() -> {
                try {
                    loop.callSoon(() -> {});
                    return "accepted";
                } catch (IllegalStateException e) {
                    return e.getMessage();
                }
            });
        });
        assertThat(message).contains("callSoonThreadsafe");
    }

    @Test
    void loops_onTwoThreads_areApart() throws Exception {
        List<String> other = new ArrayList<>();
        String mine = run(() -> {
            Thread thread = new Thread(() -> other.add(run(greets("other"))));
            thread.start();
            await(toThread(() -> {
                thread.join();
            }));
            return completed(await(createTask(greets("mine"))));
        });
        assertThat(mine).isEqualTo("hello mine");
        assertThat(other).containsExactly("hello other");
    }
}
