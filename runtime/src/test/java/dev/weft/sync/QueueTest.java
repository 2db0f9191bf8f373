package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> getter(Queue<?> queue, String name) {
        return loop.createTask(Steps.of(
                        name,
                        x -> queue.get(),
                        value -> value instanceof Integer ? log.add(name + " got " + value) : null)
                .rescuedBy(thrown -> log.add(name + " " + thrown.getClass().getSimpleName())));
    }

    private <T> Task<Object> putter(Queue<T> queue, String name, T value) {
        return loop.createTask(Steps.of(
                        name, x -> queue.put(value), x -> x == null ? log.add(name + " put " + value) : null)
                .rescuedBy(thrown -> log.add(name + " " + thrown.getClass().getSimpleName())));
    }

    @Test
    void put_thatIsNotAwaited_putsNothing() {
        Queue<Integer> queue = new Queue<>();

        queue.put(1).close();

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.put(1).name()).isEqualTo("Queue.put");
        assertThat(new LifoQueue<>().get().name()).isEqualTo("LifoQueue.get");
    }

    @Test
    void values_whateverTheyAre_comeInTheOrderOfTheQueue() {
        Queue<@Nullable Integer> fifo = new Queue<>();
        Queue<@Nullable Integer> lifo = new LifoQueue<>();
        Queue<Integer> least = new PriorityQueue<>();
        for (int value : List.of(2, 3, 1)) {
            fifo.putNow(value);
            lifo.putNow(value);
            least.putNow(value);
        }
        fifo.putNow(null);
        lifo.putNow(null);

        assertThat(List.of(fifo.getNow(), fifo.getNow(), fifo.getNow())).containsExactly(2, 3, 1);
        assertThat(fifo.getNow()).isNull();
        assertThat(lifo.getNow()).isNull();
        assertThat(List.of(lifo.getNow(), lifo.getNow(), lifo.getNow())).containsExactly(1, 3, 2);
        assertThat(List.of(least.getNow(), least.getNow(), least.getNow())).containsExactly(1, 2, 3);
    }

    @Test
    void valuesOfEqualPriority_inAnyMixture_comeFifo() {
        record Job(int priority, int number) {}
        SplittableRandom random = new SplittableRandom(1);
        Queue<Job> queue = new PriorityQueue<>(0, Comparator.comparingInt(Job::priority));
        List<Job> model = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(3) > 0) {
                Job job = new Job(random.nextInt(5), i);
                queue.putNow(job);
                model.add(job);
            } else if (!model.isEmpty()) {
                Job least = model.stream()
                        .min(Comparator.comparingInt(Job::priority).thenComparingInt(Job::number))
                        .get();
                model.remove(least);
                assertThat(queue.getNow()).isEqualTo(least);
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void value_thatTheOrderRefuses_leavesTheQueueAsItWas() {
        Queue<Object> queue = new PriorityQueue<>();
        assertThatThrownBy(() -> queue.putNow(new Object())).isInstanceOf(ClassCastException.class);
        for (int i = 7; i > 0; i--) {
            queue.putNow(i);
        }
        Queue<Object> picky = new PriorityQueue<>(0, (a, b) -> {
            if (a.equals("bad") && b.equals("a")) {
                throw new IllegalStateException("no");
            }
            return a.equals("bad") ? -1 : ((Comparable<Object>) a).compareTo(b);
        });
        for (String value : List.of("a", "b", "c", "d", "e", "f", "g")) {
            picky.putNow(value);
        }

        assertThatThrownBy(() -> queue.putNow("text")).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> picky.putNow("bad")).isInstanceOf(IllegalStateException.class);

        for (int i = 1; i <= 7; i++) {
            assertThat(queue.getNow()).isEqualTo(i);
            assertThat(picky.getNow()).isEqualTo(String.valueOf((char) ('a' + i - 1)));
        }
        assertThat(queue.isEmpty() && picky.isEmpty()).isTrue();
    }

    @Test
    void getters_thatWait_getValuesInTheOrderInWhichTheyCame() {
        Queue<Integer> queue = new Queue<>(1, "jobs");
        getter(queue, "a");
        getter(queue, "b");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    assertThat(queue).hasToString("Queue jobs [0 of 1, 2 waiting to get]");
                    assertThat(queue.getters().describeWait()).isEqualTo("Queue jobs (get, 0 of 1)");
                    return queue.put(1);
                },
                x -> queue.put(2),
                x -> yieldNow()));

        assertThat(log).containsExactly("a got 1", "b got 2");
    }

    @Test
    void newcomer_thatFindsAValue_takesItBeforeTheWokenTask() {
        Queue<Integer> queue = new Queue<>();
        getter(queue, "a");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    queue.putNow(1);
                    log.add("main got " + queue.getNow());
                    return yieldNow();
                },
                x -> queue.put(2),
                x -> yieldNow()));

        assertThat(log).containsExactly("main got 1", "a got 2");
    }

    @Test
    void putters_whenThereIsRoom_putInTheOrderInWhichTheyCame() {
        Queue<Integer> queue = new Queue<>(1);
        putter(queue, "a", 1);
        putter(queue, "b", 2);
        putter(queue, "c", 3);

        test.run(Steps.of(
                "main", x -> yieldNow(), x -> queue.get(), x -> yieldNow(), x -> queue.get(), x -> yieldNow()));

        assertThat(log).containsExactly("a put 1", "b put 2", "c put 3");
    }

    @Test
    void shutdown_thatDrains_letsGetsGoOn() {
        Queue<Integer> queue = new Queue<>(1, "jobs");
        putter(queue, "a", 1);
        putter(queue, "b", 2);

        test.run(Steps.of(
                        "main",
                        x -> yieldNow(),
                        x -> {
                            queue.shutdown(false);
                            return yieldNow();
                        },
                        x -> {
                            assertThatThrownBy(() -> queue.putNow(3))
                                    .isInstanceOf(QueueShutdownException.class)
                                    .hasMessage("Queue jobs is shut down");
                            return queue.get();
                        },
                        value -> {
                            assertThat(value).isEqualTo(1);
                            return queue.get();
                        })
                .rescuedBy(thrown -> assertThat(thrown).isInstanceOf(QueueShutdownException.class)));

        assertThat(log).containsExactly("a put 1", "b QueueShutdownException");
        assertThat(queue).hasToString("Queue jobs [0 of 1, 1 unfinished, shut down]");
    }

    @Test
    void shutdown_thatIsImmediate_dropsWhatIsLeftAndCountsItAsDone() {
        Queue<Integer> queue = new Queue<>();
        queue.putNow(1);
        queue.putNow(2);
        queue.getNow();
        loop.createTask(Steps.of("joins", x -> queue.join(), x -> log.add("joined")));

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    queue.shutdown(true);
                    assertThatThrownBy(queue::getNow).isInstanceOf(QueueShutdownException.class);
                    return yieldNow();
                },
                x -> {
                    assertThat(log).as("1 was taken, and is not done").isEmpty();
                    queue.taskDone();
                    return yieldNow();
                }));

        assertThat(log).containsExactly("joined");
    }

    @Test
    void shutdown_whereTasksWaitToGet_failsThem() {
        Queue<Integer> queue = new Queue<>();
        getter(queue, "a");
        getter(queue, "b");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            queue.shutdown(false);
            return yieldNow();
        }));

        assertThat(log).containsExactly("a QueueShutdownException", "b QueueShutdownException");
    }

    @Test
    void taskDone_tooOften_isRefused() {
        Queue<Integer> queue = new Queue<>();
        queue.putNow(1);
        queue.taskDone();

        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
        test.run(queue.join());
    }

    @Test
    @SuppressWarnings("NullAway")
    void badInput_isRefused() {
        assertThatThrownBy(() -> new Queue<>(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriorityQueue<>(0, null)).isInstanceOf(NullPointerException.class);
        Queue<Integer> full = new Queue<>(1);
        assertThatThrownBy(full::getNow).isInstanceOf(QueueEmptyException.class);
        full.putNow(1);
        assertThatThrownBy(() -> full.putNow(2)).isInstanceOf(QueueFullException.class);
    }

    @Test
    void use_onAForeignThread_isRefused() {
        Queue<Integer> queue = new Queue<>();
        getter(queue, "a");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThatThrownBy(() ->
                            CompletableFuture.runAsync(() -> queue.putNow(1)).join())
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            return assertThat(queue.isEmpty()).isTrue();
        }));
    }

    @Test
    void interleavings_withTwoCancellations_loseNoValueAndNoWakeUp() {
        int runs = Interleavings.check(2, TwoPuttersTwoGetters::new);

        assertThat(runs).isGreaterThan(10_000);
    }

    /** Two tasks that put and two that get, with room for one value. */
    private static final class TwoPuttersTwoGetters extends SmallProgram {
        private final Queue<String> queue = new Queue<>(1);
        private final List<String> put = new ArrayList<>();
        private final List<String> got = new ArrayList<>();

        TwoPuttersTwoGetters() {
            queue.putNow("0");
            put.add("0");
            actor("p1", actor -> puts("1"));
            actor("p2", actor -> puts("2"));
            actor("g1", actor -> Steps.of("gets", x -> queue.get(), value -> got.add((String) value)));
            actor("g2", actor -> Steps.of("gets", x -> queue.get(), value -> got.add((String) value)));
        }

        private Object puts(String value) {
            return Steps.of("puts", x -> queue.put(value), x -> put.add(value));
        }

        @Override
        void checkSettled() {
            List<String> blocked = blocked().stream().map(actor -> actor.name).toList();
            check(
                    queue.isEmpty() || blocked.stream().noneMatch(name -> name.startsWith("g")),
                    blocked + " wait, " + queue);
            check(
                    queue.isFull() || blocked.stream().noneMatch(name -> name.startsWith("p")),
                    blocked + " wait, " + queue);
            check(put.size() == got.size() + queue.size(), "put " + put + ", got " + got + ", " + queue);
            check(put.subList(0, got.size()).equals(got), "put " + put + ", got " + got);
        }
    }
}
