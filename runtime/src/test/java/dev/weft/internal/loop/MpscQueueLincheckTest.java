package dev.weft.internal.loop;

import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Checks that the queue is linearizable: every history of it is one that a queue without threads could have had. */
class MpscQueueLincheckTest {
    private static final int SEQUENCES = 12;

    @Test
    void queue_underEveryExploredInterleaving_isLinearizable() {
        new ModelCheckingOptions()
                .iterations(SEQUENCES)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Model.class)
                .check(Subject.class);
    }

    @Test
    void queue_onRealThreads_isLinearizable() {
        new StressOptions()
                .iterations(SEQUENCES)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Model.class)
                .check(Subject.class);
    }

    /** The queue under test; only one thread at a time is its loop. */
    public static class Subject {
        private final MpscQueue queue = new MpscQueue(2);

        @Operation
        public void offer(int number) {
            queue.offer(new NumberedJob(number));
        }

        @Operation(nonParallelGroup = "loop")
        public int poll() {
            return NumberedJob.numberOf(queue.poll());
        }

        @Operation(nonParallelGroup = "loop")
        public boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    /** What it is compared with. */
    public static class Model {
        private final ArrayDeque<Integer> queue = new ArrayDeque<>();

        public void offer(int number) {
            queue.add(number);
        }

        public int poll() {
            return queue.isEmpty() ? 0 : queue.remove();
        }

        public boolean isEmpty() {
            return queue.isEmpty();
        }
    }
}
