package dev.weft.benchmarks.program;

import static dev.weft.Weft.allTasks;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.benchmarks.Checks;
import dev.weft.benchmarks.KotlinPeers;
import dev.weft.benchmarks.VirtualThreads;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * P6: how much live heap does a sleeping task hold? The arguments are the kind of task and the number of tasks; the
 * program prints the bytes per task.
 */
public final class SleepingTasks {
    private static final Duration HOURS = Duration.ofHours(1);
    private static final Duration SETTLE = Duration.ofMillis(500); // until all have begun and the loop is idle

    private static int begun; // loop thread

    private SleepingTasks() {}

    /** Measures and prints the bytes per task. */
    public static void main(String[] arguments) throws InterruptedException {
        int tasks = Integer.parseInt(arguments[1]);
        long before = Heap.live();
        switch (arguments[0]) {
            case "weft" -> run(weft(before, tasks));
            case "kotlin" -> KotlinPeers.sleepers(tasks, begunThere -> report(before, tasks, begunThere));
            case "virtualThreads" -> virtualThreads(before, tasks);
            case "byHand" -> byHand(before, tasks);
            default -> throw new IllegalArgumentException("unknown kind of task: " + arguments[0]);
        }
        System.exit(0); // threads may still be asleep
    }

    private static void report(long before, int tasks, int begunTasks) {
        long bytes = Heap.live() - before;
        Checks.expect(tasks, begunTasks);
        System.out.println((double) bytes / tasks);
    }

    @Async
    private static Coroutine<Void> weft(long before, int tasks) {
        for (int i = 0; i < tasks; i++) {
            createTask(sleeper());
        }
        await(sleep(SETTLE));
        report(before, tasks, begun);
        Checks.expect(tasks + 1L, allTasks().size()); // none has ended
        System.exit(0); // skips waking all tasks to cancel them
        return completed();
    }

    @Async
    private static Coroutine<Void> sleeper() {
        begun++;
        await(sleep(HOURS));
        return completed();
    }

    private static void virtualThreads(long before, int tasks) throws InterruptedException {
        var begunThreads = new AtomicInteger();
        for (int i = 0; i < tasks; i++) {
            VirtualThreads.start(() -> {
                begunThreads.incrementAndGet();
                try {
                    Thread.sleep(HOURS.toMillis());
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        while (begunThreads.get() < tasks) {
            Thread.sleep(SETTLE.toMillis());
        }
        Thread.sleep(SETTLE.toMillis());
        report(before, tasks, begunThreads.get());
    }

    private static void byHand(long before, int tasks) {
        var timers = new MinimalTask[tasks];
        for (int i = 0; i < tasks; i++) {
            timers[i] = MinimalTask.sleeping(timers, HOURS.toNanos() + i, i);
        }
        try {
            report(before, tasks, tasks);
        } finally {
            Reference.reachabilityFence(timers);
        }
    }
}
