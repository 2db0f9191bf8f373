package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
    private final ReadyQueue queue = new ReadyQueue();
    private int lastAdded;
    private int lastPolled;

    @Test
    void poll_ofAnEmptyQueue_isNull() {
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
    }

    @Test
    void add_ofNull_isRefusedAndLeavesTheQueueAsItWas() {
        add(1);
        assertThatNullPointerException().isThrownBy(() -> queue.add(null)).withMessageContaining("job");
        assertThat(queue.size()).isEqualTo(1);
        pollInOrder(1);
    }

    @Test
    void add_ofTheSameJobTwice_queuesItTwice() {
        var job = new NumberedJob(1);
        queue.add(job);
        queue.add(job);
        assertThat(queue.poll()).isSameAs(job);
        assertThat(queue.poll()).isSameAs(job);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void poll_acrossTheEndOfTheRing_staysInOrderWithoutGrowth() {
        add(ReadyQueue.SMALLEST - 1);
        for (int i = 0; i < 5 * ReadyQueue.SMALLEST; i++) {
            add(1);
            pollInOrder(1);
        }
        assertThat(queue.capacity()).isEqualTo(ReadyQueue.SMALLEST);
        assertThat(queue.size()).isEqualTo(ReadyQueue.SMALLEST - 1);
    }

    @Test
    void add_toAFullRing_doublesItAndKeepsTheOrder() {
        add(ReadyQueue.SMALLEST);
        pollInOrder(ReadyQueue.SMALLEST / 2);
        add(ReadyQueue.SMALLEST / 2);
        assertThat(queue.capacity()).isEqualTo(ReadyQueue.SMALLEST);
        add(1);
        assertThat(queue.capacity()).isEqualTo(2 * ReadyQueue.SMALLEST);
        pollInOrder(ReadyQueue.SMALLEST + 1);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void trim_afterABurst_givesTheMemoryBack() {
        add(40 * ReadyQueue.KEPT);
        pollInOrder(40 * ReadyQueue.KEPT);
        queue.trim();
        assertThat(queue.capacity()).isEqualTo(ReadyQueue.KEPT);
        add(2);
        pollInOrder(2);
    }

    @Test
    void trim_ofAQueueWithJobs_leavesThemAlone() {
        add(2 * ReadyQueue.KEPT);
        queue.trim();
        pollInOrder(2 * ReadyQueue.KEPT);
    }

    @Test
    void trim_inTheTurnsAfterABurst_givesTheMemoryBackBitByBit() {
        add(40 * ReadyQueue.KEPT);
        pollInOrder(40 * ReadyQueue.KEPT - 2);
        int turns = 0;
        for (int before = queue.capacity(); before > ReadyQueue.KEPT; before = queue.capacity()) {
            queue.trim();
            assertThat(queue.capacity()).isEqualTo(before / 2);
            turns++;
        }
        assertThat(turns).isEqualTo(6);
        queue.checkInvariants();
        pollInOrder(2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void trim_ofARingThatIsAnEighthFull_leavesItAlone() {
        add(16 * ReadyQueue.KEPT);
        pollInOrder(14 * ReadyQueue.KEPT);
        queue.trim();
        assertThat(queue.capacity()).isEqualTo(16 * ReadyQueue.KEPT);
    }

    @Test
    void remove_fromTheMiddle_leavesTheOthersInOrder() {
        add(ReadyQueue.SMALLEST);
        pollInOrder(ReadyQueue.SMALLEST - 2); // the rest wraps around the end of the ring
        add(4);

        assertThat(NumberedJob.numberOf(queue.get(3))).isEqualTo(lastPolled + 4);
        assertThat(NumberedJob.numberOf(queue.remove(3))).isEqualTo(lastPolled + 4);
        queue.checkInvariants();
        pollInOrder(3);
        lastPolled++;
        pollInOrder(2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void addAndPoll_atRandom_agreeWithADeque() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var model = new ArrayDeque<Job>();
        for (int step = 0; step < 2_000; step++) {
            boolean growing = random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30);
            for (int i = random.nextInt(100); i > 0; i--) {
                if (growing) {
                    var job = new NumberedJob(step);
                    model.add(job);
                    queue.add(job);
                } else {
                    assertThat(queue.poll()).as("seed %d", seed).isSameAs(model.poll());
                }
            }
            queue.trim();
            queue.checkInvariants();
            assertThat(queue.size()).as("seed %d", seed).isEqualTo(model.size());
        }
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            queue.add(new NumberedJob(++lastAdded));
        }
    }

    private void pollInOrder(int count) {
        for (int i = 0; i < count; i++) {
            if (NumberedJob.numberOf(queue.poll()) != ++lastPolled) {
                throw new AssertionError("job " + lastPolled + " did not come out in its turn");
            }
        }
    }
}
