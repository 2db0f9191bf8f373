package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two threads offer two jobs each, across a chunk's end: each comes out once, and each thread's in its order. */
@JCStressTest
@Outcome(
        id = {"1, 2, 3, 4", "1, 3, 2, 4", "1, 3, 4, 2", "3, 1, 2, 4", "3, 1, 4, 2", "3, 4, 1, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "1 before 2, 3 before 4")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or out of order")
@State
public class MpscQueueTwoProducersStress {
    private final MpscQueue queue = new MpscQueue(2);

    @Actor
    public void firstProducer() {
        queue.offer(new NumberedJob(1));
        queue.offer(new NumberedJob(2));
    }

    @Actor
    public void secondProducer() {
        queue.offer(new NumberedJob(3));
        queue.offer(new NumberedJob(4));
    }

    @Arbiter
    public void consumer(IIII_Result result) {
        result.r1 = NumberedJob.numberOf(queue.poll());
        result.r2 = NumberedJob.numberOf(queue.poll());
        result.r3 = NumberedJob.numberOf(queue.poll());
        result.r4 = NumberedJob.numberOf(queue.poll());
    }
}
