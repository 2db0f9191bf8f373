package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;

/** A loop and other threads: blocking work off the loop, coroutines from other threads. */
class ThreadsIT extends AsyncioCase {
    @Nested
    @PortOf("test_threads.ToThreadTests")
    class ToThread {
        @Ported("test_to_thread")
        void toThread_givesTheValueOfTheCall() {
            run(() -> {
                assertThat(await(toThread(() -> 40 + 2))).isEqualTo(42);
                return completed();
            });
        }

        @Ported("test_to_thread_exception")
        void toThread_throwsWhatTheCallThrows() {
            run(() -> {
                IllegalStateException failure = new IllegalStateException("test");
                assertThat(await(failureOf(toThread(() -> {
                            throw failure;
                        }))))
                        .isSameAs(failure);
                return completed();
            });
        }

        @Ported("test_to_thread_once")
        void toThread_callsOnce() {
            AtomicInteger calls = new AtomicInteger();
            run(() -> {
                await(toThread(calls::incrementAndGet));
                return completed();
            });
            assertThat(calls).hasValue(1);
        }

        @Ported("test_to_thread_concurrent")
        void toThread_manyAtOnce_callsEachOnce() {
            AtomicInteger calls = new AtomicInteger();
            run(() -> {
                List<Coroutine<Integer>> coroutines = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    coroutines.add(toThread(calls::incrementAndGet));
                }
                assertThat(await(gather(coroutines))).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
                return completed();
            });
        }

        @Ported("test_to_thread_contextvars")
        void toThread_carriesContextVariablesIn() {
            ContextVar<String> variable = ContextVar.named("variable");
            run(() -> {
                variable.set("parrot");
                assertThat(await(toThread(() -> variable.get()))).isEqualTo("parrot");
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.RunCoroutineThreadsafeTests")
    class FromAnotherThread {
        @Async
        static Coroutine<Integer> adds(int a, int b) {
            await(yieldNow());
            return completed(a + b);
        }

        @Async
        static Coroutine<Void> waits(Future<Void> future) {
            await(future);
            return completed();
        }

        @Async
        static Coroutine<Integer> cancelsItself() {
            currentTask().cancel();
            await(yieldNow());
            return completed(0);
        }

        private <T> CompletableFuture<T> submit(EventLoop loop, Coroutine<T> coroutine) {
            return runCoroutineThreadsafe(coroutine, loop);
        }

        @Ported("test_run_coroutine_threadsafe")
        void coroutineFromAThread_givesItsValueThere() {
            run(() -> {
                EventLoop loop = EventLoop.running();
                int value = await(toThread(() -> submit(loop, adds(1, 2)).get(1, TimeUnit.MINUTES)));
                assertThat(value).isEqualTo(3);
                return completed();
            });
        }

        @Ported("test_run_coroutine_threadsafe_with_exception")
        void coroutineFromAThread_thatFails_failsThere() {
            run(() -> {
                EventLoop loop = EventLoop.running();
                IllegalStateException failure = new IllegalStateException("Fail!");
                Throwable thrown =
                        await(toThread(() -> submit(loop, AsyncioCase.<Integer>failsAfter(millis(0), failure))
                                .<Throwable>handle((value, t) -> t)
                                .get(1, TimeUnit.MINUTES)));
                assertThat(thrown).isSameAs(failure);
                return completed();
            });
        }

        @Ported("test_run_coroutine_threadsafe_with_timeout")
        void coroutineFromAThread_thatIsGivenUp_isCancelled() {
            run(() -> {
                EventLoop loop = EventLoop.running();
                Future<Void> never = newFuture();
                Coroutine<Void> slow = waits(never);
                CompletableFuture<Void> submitted = await(toThread(() -> submit(loop, slow)));
                await(yieldNow());
                boolean timedOut = await(toThread(() -> {
                    try {
                        submitted.get(0, TimeUnit.SECONDS);
                        return false;
                    } catch (TimeoutException e) {
                        return submitted.cancel(true);
                    }
                }));
                assertThat(timedOut).isTrue();
                await(yieldNow());
                await(yieldNow());
                assertThat(never.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_run_coroutine_threadsafe_task_cancelled")
        void coroutineFromAThread_thatCancelsItself_isCancelledThere() {
            run(() -> {
                EventLoop loop = EventLoop.running();
                Throwable thrown = await(toThread(() -> submit(loop, cancelsItself())
                        .<Throwable>handle((value, t) -> t)
                        .get(1, TimeUnit.MINUTES)));
                assertThat(thrown).isInstanceOf(CancellationException.class);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_events.EventLoopTestsMixin")
    class Executor {
        @Ported("test_call_soon_threadsafe")
        void callSoonThreadsafe_beforeTheLoopRuns_runsFirst() throws InterruptedException {
            try (Runner runner = runner()) {
                EventLoop loop = runner.loop();
                Thread thread = new Thread(() -> loop.callSoonThreadsafe(logs("hello")));
                thread.start();
                thread.join();
                loop.runUntilComplete(async(() -> completed(log.add("world"))));
                assertThat(log).containsExactlyInAnyOrder("hello", "world");
            }
        }

        @Ported("test_run_in_executor")
        void runInExecutor_runsOnAnotherThread() {
            run(() -> {
                Thread other = await(EventLoop.running().runInExecutor(null, Thread::currentThread));
                assertThat(other).isNotSameAs(Thread.currentThread());
                return completed();
            });
        }

        @Ported("test_run_in_executor_cancel")
        void runInExecutor_thatIsCancelled_reportsNothingWhenItEndsLater() {
            CountDownLatch release = new CountDownLatch(1);
            run(() -> {
                Future<Boolean> future =
                        EventLoop.running().runInExecutor(null, () -> release.await(1, TimeUnit.MINUTES));
                future.cancel();
                release.countDown();
                return completed();
            });
            assertThat(reports()).isEmpty();
        }
    }

    @Nested
    @PortOf("test_base_events.BaseEventLoopTests")
    class Debug {
        private Throwable thrownByCallSoonOfAThread(boolean debug) {
            try (Runner runner = runner()) {
                EventLoop loop = runner.loop();
                loop.setDebug(debug);
                return runner.run(async(() -> toThread(() -> {
                    try {
                        loop.callSoon(() -> {});
                        return null;
                    } catch (IllegalStateException e) {
                        return e;
                    }
                })));
            }
        }

        @Ported("test_check_thread")
        void callSoon_fromAnotherThreadInDebugMode_isRefused() {
            assertThat(thrownByCallSoonOfAThread(true)).isInstanceOf(IllegalStateException.class);
        }
    }
}
