package dev.weft.loops;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Loops;
import dev.weft.Weft;
import dev.weft.sync.Channel;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks on several loops. */
@Timeout(120)
class LoopsIT {
    private static final Duration LONG = Duration.ofDays(1);
    private static final ContextVar<String> USER = ContextVar.named("user");

    @Async
    private static Coroutine<String> userLater() {
        await(yieldNow());
        return completed(USER.get());
    }

    @Async
    private static Coroutine<String> crossing(Loops loops) {
        USER.set("ada");
        CompletableFuture<String> future = loops.spawn(() -> userLater());
        USER.set("grace");
        return completed(await(future) + " " + USER.get());
    }

    @Test
    void contextVariables_cross() {
        try (Loops loops = Loops.of(2)) {
            assertThat(loops.spawn(() -> crossing(loops)).join()).isEqualTo("ada grace");
            assertThat(Weft.run(() -> crossing(loops))).isEqualTo("ada grace");
        }
    }

    @Async
    private static Coroutine<Void> cleansUp(CountDownLatch begun, List<String> log) {
        try {
            begun.countDown();
            await(sleep(LONG));
        } catch (CancelledError e) {
            log.add("cancelled");
            throw e;
        } finally {
            await(sleep(Duration.ofMillis(5)));
            log.add("cleaned up");
        }
        return completed();
    }

    @Test
    void close_withPendingTasks_letsTheirCleanupRun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        List<List<String>> logs = List.of(new ArrayList<>(), new ArrayList<>());
        List<CompletableFuture<Void>> futures;
        try (Loops loops = Loops.of(2)) {
            futures = loops.onEach(i -> () -> cleansUp(begun, logs.get(i)));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(logs).allMatch(log -> log.equals(List.of("cancelled", "cleaned up")));
        assertThat(futures).allMatch(CompletableFuture::isCancelled);
    }

    @Async
    private static Coroutine<Void> note(ConcurrentLinkedQueue<int[]> seen, int sender, int number) {
        seen.add(new int[] {sender, number});
        if (number % 3 == 0) {
            await(yieldNow());
        }
        return completed();
    }

    private static void send(
            Loops loops, int sender, int count, ConcurrentLinkedQueue<int[]> seen, List<CompletableFuture<Void>> all) {
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(loops.spawn((Object) "one key", () -> note(seen, sender, number)));
        }
    }

    @Test
    void spawn_fromManyThreads_losesNoneAndKeepsTheOrderOfEach() throws Exception {
        int senders = 4;
        int count = 20_000;
        ConcurrentLinkedQueue<int[]> seen = new ConcurrentLinkedQueue<>();
        List<List<CompletableFuture<Void>>> futures = IntStream.range(0, senders)
                .<List<CompletableFuture<Void>>>mapToObj(i -> new ArrayList<>())
                .toList();
        try (Loops loops = Loops.of(2)) {
            CyclicBarrier start = new CyclicBarrier(senders);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int sender = i;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    send(loops, sender, count, seen, futures.get(sender));
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            futures.forEach(all -> all.forEach(CompletableFuture::join));
        }
        int[] next = new int[senders];
        for (int[] each : seen) {
            assertThat(each[1]).isEqualTo(next[each[0]]++);
        }
        assertThat(next).containsOnly(count);
    }

    @Test
    void spawn_whileTheLoopsClose_neverHangs() throws Exception {
        for (int round = 0; round < 50; round++) {
            Loops loops = Loops.of(2);
            ConcurrentLinkedQueue<CompletableFuture<String>> futures = new ConcurrentLinkedQueue<>();
            CountDownLatch some = new CountDownLatch(100);
            Thread spawner = new Thread(() -> {
                try {
                    while (true) {
                        futures.add(loops.spawn(() -> sleep(Duration.ofNanos(1), "done")));
                        some.countDown();
                    }
                } catch (IllegalStateException closed) {
                    some.countDown();
                }
            });
            spawner.start();
            assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
            loops.close();
            spawner.join();
            for (CompletableFuture<String> each : futures) {
                String outcome = each.handle((value, thrown) -> thrown == null ? value : "cancelled")
                        .get(30, TimeUnit.SECONDS);
                assertThat(outcome).isIn("done", "cancelled");
            }
        }
    }

    @Async
    private static Coroutine<Void> holds(Lock lock, CountDownLatch held) {
        Permit permit = await(lock.acquire());
        held.countDown();
        await(sleep(LONG));
        permit.close();
        return completed();
    }

    private static String refusal(Loops loops, Supplier<Coroutine<?>> use) {
        CompletableFuture<Object> future = loops.<Object>onEach(
                        i -> () -> i == 0 ? completed((Object) null) : used(use))
                .get(1);
        return future.handle((value, thrown) -> String.valueOf(thrown)).join();
    }

    @Async
    private static Coroutine<Object> used(Supplier<Coroutine<?>> use) {
        await(use.get());
        return completed((Object) null);
    }

    @Async
    private static Coroutine<Void> uses(Queue<String> queue, Channel<String> channel) {
        await(queue.put("a"));
        await(channel.send("b"));
        return completed();
    }

    @Test
    void locksAndQueues_ofAnotherLoop_areRefusedWithAdvice() throws InterruptedException {
        Lock lock = new Lock("till");
        Queue<String> queue = new Queue<>();
        Channel<String> channel = Channel.bounded(5);
        CountDownLatch held = new CountDownLatch(1);
        try (Loops loops = Loops.of(2)) {
            loops.<Void>onEach(i -> () -> i == 0 ? holds(lock, held) : completed());
            loops.<Void>onEach(i -> () -> i == 0 ? uses(queue, channel) : completed())
                    .get(0)
                    .join();
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
            for (Supplier<Coroutine<?>> use : List.<Supplier<Coroutine<?>>>of(
                    lock::acquire, queue::get, () -> queue.put("c"), channel::receive, () -> channel.send("d"))) {
                assertThat(refusal(loops, use))
                        .startsWith("java.lang.IllegalStateException")
                        .contains("belongs to another event loop", "SharedChannel");
            }
        }
    }

    @Async
    private static Coroutine<Integer> pingPong(Loops loops, int rounds) {
        int sum = 0;
        for (int i = 0; i < rounds; i++) {
            int number = i;
            sum += await(loops.spawn(() -> completed(number)));
        }
        return completed(sum);
    }

    @Test
    void futures_ofOtherLoops_areAwaitedThereAndBack() {
        try (Loops loops = Loops.of(2)) {
            List<CompletableFuture<Integer>> all = loops.onEach(i -> () -> pingPong(loops, 1000));
            assertThat(all).allMatch(future -> future.join() == 499_500);
        }
    }

    @Async
    private static Coroutine<EventLoop> staysWhereItWas() {
        EventLoop loop = EventLoop.running();
        Thread thread = Thread.currentThread();
        for (int i = 0; i < 10; i++) {
            await(createTask(yieldNow()));
            await(Weft.toThread(() -> "elsewhere"));
            assertThat(EventLoop.running()).isSameAs(loop);
            assertThat(Thread.currentThread()).isSameAs(thread);
        }
        return completed(loop);
    }

    @Test
    void task_neverMoves() {
        try (Loops loops = Loops.of(3)) {
            List<CompletableFuture<EventLoop>> all = loops.onEach(i -> () -> staysWhereItWas());
            assertThat(all.stream().map(CompletableFuture::join)).containsExactlyElementsOf(loops.loops());
        }
    }
}
