package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules 31 and 38 under fire: other threads complete what a loop awaits while the loop itself cancels and times out. */
@Timeout(120)
class StageRaceIT {
    private static final int TASKS = 50;
    private static final int ROUNDS = 100;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(3, work -> {
        Thread thread = new Thread(work, "completes stages");
        thread.setDaemon(true);
        return thread;
    });

    @AfterAll
    static void endPool() {
        POOL.shutdownNow();
    }

    /** Ends a stage on another thread, sooner or later, in one of three ways. */
    private static CompletableFuture<Integer> stage(int value, Random random, Executor on) {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        int spins = random.nextInt(2_000);
        int way = random.nextInt(8);
        on.execute(() -> {
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            if (way == 0) {
                stage.completeExceptionally(new Boom("failed"));
            } else if (way == 1) {
                stage.cancel(true);
            } else {
                stage.complete(value);
            }
        });
        return stage;
    }

    @Async
    static Coroutine<Integer> awaitsStages(long seed) {
        Random random = new Random(seed);
        int ended = 0;
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Integer> stage = stage(round, random, POOL);
            try {
                if (random.nextInt(4) == 0) {
                    await(yieldNow());
                }
                int value = random.nextInt(4) == 0
                        ? await(waitFor(Future.from(stage), Duration.ofNanos(random.nextInt(60_000))))
                        : await(stage);
                assertThat(value).isEqualTo(round);
            } catch (Boom | CancelledError | TimeoutException e) {
                assertThat(e).isNotNull();
            }
            ended++;
        }
        return completed(ended);
    }

    @Async
    static Coroutine<Integer> allTasks(long seed, boolean cancels) {
        Random random = new Random(seed);
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(createTask(awaitsStages(random.nextLong())));
        }
        await(yieldNow());
        while (cancels && !tasks.get(TASKS - 1).isDone()) {
            tasks.get(random.nextInt(TASKS)).cancel();
            await(yieldNow());
        }
        int sum = 0;
        for (int ended : await(gather(tasks))) {
            sum += ended;
        }
        return completed(sum);
    }

    @RepeatedTest(2)
    void stagesOfOtherThreads_amongTimeoutsAndCancels_eachEndOneAwait() {
        long seed = System.nanoTime();
        assertThat(run(allTasks(seed, false))).as("seed %d", seed).isEqualTo(TASKS * ROUNDS);
        assertThat(run(allTasks(seed, true))).as("seed %d", seed).isEqualTo(TASKS * ROUNDS);
    }

    @Async
    static CompletableFuture<Integer> awaitsInStages(long seed) {
        Random random = new Random(seed);
        int ended = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                assertThat(await(stage(round, random, POOL))).isEqualTo(round);
            } catch (Boom | java.util.concurrent.CancellationException e) {
                assertThat(e).isNotNull();
            }
            ended++;
        }
        return CompletableFuture.completedFuture(ended);
    }

    @Test
    void stageMethods_outsideALoop_resumeOnceOnWhoeverCompletes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            stages.add(awaitsInStages(random.nextLong()));
        }
        for (CompletableFuture<Integer> stage : stages) {
            assertThat(stage.join()).as("seed %d", seed).isEqualTo(ROUNDS);
        }
    }

    @Async
    static CompletableFuture<Void> awaitsBoth(
            CompletableFuture<Void> first, CompletableFuture<Void> never, CompletableFuture<String> end) {
        try {
            await(first);
            await(never);
            end.complete("returned");
        } catch (java.util.concurrent.CancellationException e) {
            end.complete("cancelled");
        }
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void cancel_whileAnotherThreadGoesOnToAFutureThatNeverEnds_isNotOverlooked() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            CompletableFuture<Void> first = new CompletableFuture<>();
            CompletableFuture<String> end = new CompletableFuture<>();
            CompletableFuture<Void> call = awaitsBoth(first, new CompletableFuture<>(), end);
            POOL.execute(() -> first.complete(null));
            for (int i = random.nextInt(200); i > 0; i--) {
                Thread.onSpinWait();
            }
            call.cancel(true);
            assertThat(end.get(30, TimeUnit.SECONDS))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo("cancelled");
        }
    }

    @Async
    static Coroutine<Integer> pingPong(int rounds) {
        EventLoop loop = EventLoop.running();
        int sum = 0;
        for (int i = 0; i < rounds; i++) {
            Future<Integer> answer = loop.createFuture();
            int question = i;
            POOL.execute(() -> loop.callSoonThreadsafe(() -> answer.setResult(question)));
            sum += await(answer) - question + 1;
        }
        return completed(sum);
    }

    @Test
    void callSoonThreadsafe_againAndAgainIntoASleepingLoop_neverLosesAWakeUp() {
        assertThat(run(pingPong(20_000))).isEqualTo(20_000);
    }

    @Test
    void toThread_manyAtOnce_givesEachItsOwnResult() {
        List<Integer> values = run(() -> {
            List<Coroutine<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int number = i;
                calls.add(toThread(() -> number));
            }
            return completed(await(gather(calls)));
        });
        for (int i = 0; i < 500; i++) {
            assertThat(values.get(i)).isEqualTo(i);
        }
    }

    @Test
    void loops_onManyThreads_doNotTouchEachOther() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long seed = i;
            Thread thread =
                    new Thread(() -> assertThat(run(allTasks(seed, false))).isEqualTo(TASKS * ROUNDS));
            thread.setUncaughtExceptionHandler((t, e) -> {
                synchronized (failures) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
