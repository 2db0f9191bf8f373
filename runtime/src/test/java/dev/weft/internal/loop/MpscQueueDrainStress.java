package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A loop drains while two threads offer: whatever it leaves, the next drain brings each job once and in order. The last
 * number is how many jobs are left after that.
 */
@JCStressTest
@Outcome(
        id = {"1, 2, 3, 0", "1, 3, 2, 0", "3, 1, 2, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "1 before 2")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or out of order")
@State
public class MpscQueueDrainStress {
    private final MpscQueue queue = new MpscQueue(2);
    private final ReadyQueue ready = new ReadyQueue();

    @Actor
    public void firstProducer() {
        queue.offer(new NumberedJob(1));
        queue.offer(new NumberedJob(2));
    }

    @Actor
    public void secondProducer() {
        queue.offer(new NumberedJob(3));
    }

    @Actor
    public void loop() {
        queue.drainTo(ready);
    }

    @Arbiter
    public void rest(IIII_Result result) {
        queue.drainTo(ready);
        queue.drainTo(ready);
        result.r1 = NumberedJob.numberOf(ready.poll());
        result.r2 = NumberedJob.numberOf(ready.poll());
        result.r3 = NumberedJob.numberOf(ready.poll());
        result.r4 = ready.size() + (queue.isEmpty() ? 0 : 1);
    }
}
