package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MpscQueueTest {
    private final MpscQueue queue = new MpscQueue(4);
    private final ReadyQueue ready = new ReadyQueue();

    @Test
    void poll_ofAnEmptyQueue_isNull() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void offer_ofNull_isRefusedAndLeavesTheQueueAsItWas() {
        assertThatNullPointerException().isThrownBy(() -> queue.offer(null)).withMessageContaining("job");
        assertThat(queue.isEmpty()).isTrue();
        offer(1, 2);
        assertThat(polled(2)).containsExactly(1, 2);
    }

    @Test
    void offer_ofTheSameJobTwice_queuesItTwice() {
        var job = new NumberedJob(1);
        queue.offer(job);
        queue.offer(job);
        queue.drainTo(ready);
        assertThat(ready.size()).isEqualTo(2);
        assertThat(ready.poll()).isSameAs(ready.poll());
    }

    @Test
    void poll_atAndBehindTheEndOfAChunk_isInOrder() {
        for (int jobs = 3; jobs <= 5; jobs++) {
            offer(1, jobs);
            assertThat(polled(jobs)).isEqualTo(numbers(1, jobs));
            assertThat(queue.poll()).isNull();
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    @Test
    void isEmpty_atTheEndOfAChunk_turnsFalseWithTheNextOffer() {
        offer(1, 4);
        polled(4);
        assertThat(queue.isEmpty()).isTrue();
        offer(5, 5);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(polled(1)).containsExactly(5);
    }

    @Test
    void drainTo_ofManyChunks_movesAllBehindWhatIsReady() {
        ready.add(new NumberedJob(1));
        offer(2, 30);
        queue.drainTo(ready);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(readyNumbers()).isEqualTo(numbers(1, 30));
    }

    @Test
    void drainTo_ofAFullChunk_thenOfTheNext_losesNothing() {
        offer(1, 4);
        queue.drainTo(ready);
        queue.drainTo(ready);
        offer(5, 8);
        queue.drainTo(ready);
        offer(9, 9);
        queue.drainTo(ready);
        assertThat(readyNumbers()).isEqualTo(numbers(1, 9));
    }

    @Test
    void drainTo_ofAnEmptyQueue_addsNothing() {
        queue.drainTo(ready);
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void offerPollAndDrain_atRandom_agreeWithADeque() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var model = new ArrayDeque<Job>();
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                var job = new NumberedJob(step);
                model.add(job);
                queue.offer(job);
            } else if (choice < 9) {
                assertThat(queue.poll()).as("seed %d", seed).isSameAs(model.poll());
            } else {
                queue.drainTo(ready);
                while (!ready.isEmpty()) {
                    assertThat(ready.poll()).as("seed %d", seed).isSameAs(model.poll());
                }
            }
            assertThat(queue.isEmpty()).as("seed %d", seed).isEqualTo(model.isEmpty());
        }
    }

    @Test
    @Timeout(60)
    void drainTo_whileTwoThreadsOffer_givesEachThreadsJobsInOrderAndOnce() throws InterruptedException {
        int jobsEach = 200_000;
        var shared = new MpscQueue(64);
        var threads = List.of(producer(shared, 1, jobsEach), producer(shared, -1, jobsEach));
        threads.forEach(Thread::start);
        int lastOfFirst = 0;
        int lastOfSecond = 0;
        for (int taken = 0; taken < 2 * jobsEach; taken++) {
            int number = NumberedJob.numberOf(nextFrom(shared));
            if (number > 0) {
                lastOfFirst = expected(lastOfFirst + 1, number);
            } else {
                lastOfSecond = expected(lastOfSecond - 1, number);
            }
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(shared.isEmpty()).isTrue();
        assertThat(List.of(lastOfFirst, lastOfSecond)).containsExactly(jobsEach, -jobsEach);
    }

    private Job nextFrom(MpscQueue shared) {
        while (ready.isEmpty()) {
            shared.drainTo(ready);
        }
        return ready.poll();
    }

    private static int expected(int next, int number) {
        if (next != number) {
            throw new AssertionError("job " + number + " came where " + next + " was to come");
        }
        return number;
    }

    private static Thread producer(MpscQueue shared, int sign, int jobs) {
        return new Thread(() -> {
            for (int i = 1; i <= jobs; i++) {
                shared.offer(new NumberedJob(sign * i));
            }
        });
    }

    private void offer(int first, int last) {
        for (int number : numbers(first, last)) {
            queue.offer(new NumberedJob(number));
        }
    }

    private List<Integer> polled(int count) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            numbers.add(NumberedJob.numberOf(queue.poll()));
        }
        return numbers;
    }

    private List<Integer> readyNumbers() {
        var numbers = new ArrayList<Integer>();
        for (var job = ready.poll(); job != null; job = ready.poll()) {
            numbers.add(NumberedJob.numberOf(job));
        }
        return numbers;
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
