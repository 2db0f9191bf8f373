package dev.weft.benchmarks.program;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.benchmarks.Checks;
import dev.weft.insight.Insight;
import dev.weft.insight.Snapshot;
import dev.weft.sync.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * How long does a snapshot of many tasks hold up their loop at a time? The tasks wait in five ways: for a deadline, a lock,
 * a future, a stage, and a gather of others. The argument is their number. For each snapshot, and for as much time without one,
 * the program prints the longest time between two turns of a loop that never rests.
 */
public final class SnapshotPauses {
    private static final int SNAPSHOTS = 20;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private static volatile long longest; // the loop's thread, reset by the one that asks

    private SnapshotPauses() {}

    @Async
    private static Coroutine<Void> sleeper() {
        await(sleep(Duration.ofHours(1)));
        return completed();
    }

    @Async
    private static Coroutine<Void> buyer(Lock till, int order) {
        await(till.acquire());
        Checks.expect(0, order);
        return completed();
    }

    @Async
    private static Coroutine<Void> reader(Future<Void> news) {
        await(news);
        return completed();
    }

    @Async
    private static Coroutine<Void> caller(CompletableFuture<Void> answer) {
        await(answer);
        return completed();
    }

    @Async
    private static CompletableFuture<Void> stageCaller(CompletableFuture<Void> answer) {
        await(answer);
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> collector(List<Task<Void>> all) {
        await(gather(all));
        return completed();
    }

    @Async
    private static Coroutine<Void> program(int tasks) {
        var till = new Lock("till");
        await(till.acquire());
        Future<Void> news = EventLoop.running().createFuture();
        var answer = new CompletableFuture<Void>();
        List<Task<Void>> gathered = new ArrayList<>();
        List<Object> stages = new ArrayList<>();
        for (int i = 0; i < tasks / 5; i++) {
            createTask(sleeper());
            createTask(buyer(till, i));
            createTask(reader(news));
            createTask(caller(answer));
            stages.add(stageCaller(answer));
            gathered.add(createTask(sleeper()));
        }
        createTask(collector(gathered));
        await(yieldNow());
        await(yieldNow());
        var asking = new Thread(() -> ask(tasks));
        asking.setDaemon(true);
        asking.start();
        long before = System.nanoTime();
        while (asking.isAlive()) {
            await(yieldNow());
            long now = System.nanoTime();
            if (now - before > longest) {
                longest = now - before;
            }
            before = now;
        }
        Checks.expect(tasks / 5, stages.size());
        System.exit(0); // skips waking all tasks to cancel them
        return completed();
    }

    private static void ask(int tasks) {
        for (int i = 1; i <= SNAPSHOTS; i++) {
            System.gc(); // so that the longest time is seldom that of a collection
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            longest = 0;
            long begun = System.nanoTime();
            Snapshot taken = Insight.snapshot();
            long took = System.nanoTime() - begun;
            long held = longest;
            Checks.expect(tasks / 5 * 6 + 2, taken.loops().get(0).tasks().size());
            longest = 0;
            LockSupport.parkNanos(took);
            System.out.printf(
                    "snapshot %d: %.1f ms, held up at most %.2f ms; without it %.2f ms%n",
                    i, took / NANOS_PER_MILLISECOND, held / NANOS_PER_MILLISECOND, longest / NANOS_PER_MILLISECOND);
        }
    }

    /** Takes the snapshots and prints the times. */
    public static void main(String[] arguments) {
        run(program(Integer.parseInt(arguments[0])));
    }
}
