package dev.weft.internal.loop;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Checks the wake-up handshake under every interleaving that the model checker explores. */
class WakeupLincheckTest {

    @Test
    void wakeup_underEveryExploredInterleaving_isLinearizable() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Model.class)
                .check(Subject.class);
    }

    @Test
    void sleepingLoop_whileTwoThreadsOffer_isWokenOnceOrDoesNotPark() {
        Lincheck.runConcurrentTest(1_000, WakeupLincheckTest::sleepWhileTwoThreadsOffer);
    }

    private static void sleepWhileTwoThreadsOffer() {
        var queue = new MpscQueue(1);
        var wakeup = new Wakeup();
        var first = new Producer(queue, wakeup);
        var second = new Producer(queue, wakeup);
        first.start();
        second.start();
        wakeup.fallAsleep();
        boolean parks = queue.poll() == null;
        join(first);
        join(second);
        check(!(first.wakes && second.wakes), "a sleeping loop was woken twice");
        check(!parks || first.wakes || second.wakes, "the loop parks and nobody wakes it");
    }

    /* Without AssertJ: its assertion objects refuse equals, which the model checker calls. */
    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }

    /** A thread that queues one job, and says whether it had to wake the loop. */
    private static final class Producer extends Thread {
        private final MpscQueue queue;
        private final Wakeup wakeup;
        private boolean wakes;

        Producer(MpscQueue queue, Wakeup wakeup) {
            this.queue = queue;
            this.wakeup = wakeup;
        }

        @Override
        public void run() {
            queue.offer(new NumberedJob(1));
            wakes = wakeup.claim();
        }
    }

    /** The handshake under test; only one thread is its loop, and goes to sleep and wakes in turn. */
    public static class Subject {
        private final Wakeup wakeup = new Wakeup();
        private boolean asleep;

        @Operation(nonParallelGroup = "loop")
        public void sleepOrWake() {
            if (asleep) {
                wakeup.stayAwake();
            } else {
                wakeup.fallAsleep();
            }
            asleep = !asleep;
        }

        @Operation
        public boolean claim() {
            return wakeup.claim();
        }
    }

    /** What it is compared with. */
    public static class Model {
        private boolean asleep;
        private boolean notified;

        public void sleepOrWake() {
            asleep = !asleep;
            notified = false;
        }

        public boolean claim() {
            boolean first = asleep && !notified;
            notified = asleep;
            return first;
        }
    }
}
