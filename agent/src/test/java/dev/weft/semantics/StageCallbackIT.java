package dev.weft.semantics;

import static dev.weft.Weft.await;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.ContextVar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a pending stage tells who awaits it: by the class that the agent has put beside CompletableFuture. */
@Timeout(120)
class StageCallbackIT {
    private static final int STAGES = 1_000;
    private static final int CALLBACK_BYTES = 32; // with the object headers that this JVM has by default
    private static final int RACES = 20_000;

    private final List<String> told = new ArrayList<>();

    /** The class is defined when a pending stage is first awaited. */
    @BeforeAll
    static void awaitOne() {
        endAll(1, true);
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<Object, Object> registrar() throws ReflectiveOperationException {
        var type = Class.forName("java.util.concurrent.$WeftCallback", true, null);
        return (BiConsumer<Object, Object>) type.getConstructor().newInstance();
    }

    private static void add(CompletableFuture<?> stage, BiConsumer<Object, Throwable> callback)
            throws ReflectiveOperationException {
        registrar().accept(stage, callback);
    }

    private BiConsumer<Object, Throwable> tell(String name) {
        return (value, thrown) -> told.add(name + " " + value + " " + thrown);
    }

    @Async
    private static CompletableFuture<Integer> sum(Queue<CompletableFuture<Integer>> stages) {
        int sum = 0;
        for (CompletableFuture<Integer> stage = stages.poll(); stage != null; stage = stages.poll()) {
            sum += await(stage);
        }
        return completedFuture(sum);
    }

    private static void endAll(long stages, boolean await) {
        Queue<CompletableFuture<Integer>> pending = new ArrayDeque<>();
        Queue<CompletableFuture<Integer>> rest = new ArrayDeque<>();
        for (int i = 0; i < stages; i++) {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            pending.add(stage);
            rest.add(stage);
        }
        CompletableFuture<Integer> sum = sum(await ? pending : new ArrayDeque<>());
        rest.forEach(stage -> stage.complete(1));
        assertThat(sum.join()).isEqualTo(await ? (int) stages : 0);
    }

    private static void assertThatOneSmallObjectIsAllocated() {
        long both = AllocatedBytes.perCall(times -> endAll(times, true), STAGES);
        long stagesAlone = AllocatedBytes.perCall(times -> endAll(times, false), STAGES);
        assertThat(both - stagesAlone).isLessThanOrEqualTo(CALLBACK_BYTES);
    }

    @Test
    void await_ofAPendingStage_allocatesOneSmallObject() {
        assertThatOneSmallObjectIsAllocated();
    }

    @Test
    void await_whereAnotherThreadHasContextVariables_allocatesNoMore() throws InterruptedException {
        Thread other = new Thread(() -> ContextVar.<String>named("variable").set("value"));
        other.start();
        other.join();
        assertThatOneSmallObjectIsAllocated();
    }

    @Test
    void callbacks_ofOneStage_areToldInTheJdksOrder() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        List<CompletableFuture<?>> kept = new ArrayList<>();
        kept.add(stage.whenComplete(tell("first")));
        add(stage, tell("second"));
        kept.add(stage.whenComplete(tell("third")));
        assertThat(stage.getNumberOfDependents()).isEqualTo(3);
        stage.complete("value");
        assertThat(told).containsExactly("third value null", "second value null", "first value null");
        assertThat(kept).allMatch(CompletableFuture::isDone);
    }

    @Test
    void callback_ofAStageThatEndsInEachWay_getsWhatWhenCompleteGets() throws Exception {
        Exception boom = new Boom("failed");
        CompletableFuture<String> failed = new CompletableFuture<>();
        CompletableFuture<String> empty = new CompletableFuture<>();
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CompletableFuture<String> before = completedFuture("before");
        CompletableFuture<String> dependent = failed.thenApply(value -> value);
        for (CompletableFuture<?> stage : List.of(failed, empty, cancelled, before, dependent)) {
            add(stage, tell("ours"));
            stage.whenComplete(tell("the JDK's")).exceptionally(thrown -> null);
        }
        failed.completeExceptionally(boom);
        empty.complete(null);
        cancelled.cancel(true);
        assertThat(told).hasSize(10);
        assertThat(told.stream().filter(line -> line.startsWith("ours")).map(line -> line.substring(5)))
                .containsExactlyInAnyOrderElementsOf(told.stream()
                        .filter(line -> line.startsWith("the JDK's"))
                        .map(line -> line.substring(10))
                        .toList());
        assertThat(told)
                .contains("ours null " + boom, "ours null null", "ours before null")
                .anyMatch(line -> line.startsWith("ours null " + CancellationException.class.getName()));
    }

    @Test
    void callback_thatThrows_isReportedAndTheOthersAreTold() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        List<Throwable> uncaught = new ArrayList<>();
        Boom boom = new Boom("thrown by a callback");
        add(stage, tell("first"));
        add(stage, (value, thrown) -> {
            throw boom;
        });
        add(stage, tell("third"));
        Thread completes = new Thread(() -> stage.complete("value"));
        completes.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        completes.start();
        completes.join();
        assertThat(uncaught).containsExactly(boom);
        assertThat(told).containsExactly("third value null", "first value null");
    }

    @Test
    void callback_ofAStageThatEndsMeanwhile_isToldOnce() throws Exception {
        BiConsumer<Object, Object> registrar = registrar();
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < RACES; i++) {
            stages.add(new CompletableFuture<>());
        }
        CyclicBarrier start = new CyclicBarrier(3);
        CountDownLatch ended = new CountDownLatch(2 * RACES);
        BiConsumer<Object, Throwable> callback = (value, thrown) -> {
            calls.incrementAndGet();
            ended.countDown();
        };
        Runnable registers = () -> stages.forEach(stage -> registrar.accept(stage, callback));
        List<Thread> threads = List.of(
                new Thread(meeting(start, registers)),
                new Thread(meeting(start, registers)),
                new Thread(meeting(start, () -> stages.forEach(stage -> stage.complete(1)))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        ended.await();
        assertThat(calls).hasValue(2 * RACES);
        assertThat(stages).allMatch(stage -> stage.getNumberOfDependents() == 0);
    }

    private static Runnable meeting(CyclicBarrier start, Runnable work) {
        return () -> {
            try {
                start.await();
            } catch (Exception broken) {
                throw new AssertionError(broken);
            }
            work.run();
        };
    }
}
