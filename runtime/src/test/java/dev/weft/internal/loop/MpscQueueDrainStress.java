package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A loop drains while a thread offers, across a chunk's end: what the one drain leaves, the next brings. The last number
 * is how many the first one took.
 */
@JCStressTest
@Outcome(
        id = {"1, 2, 3, 0", "1, 2, 3, 1", "1, 2, 3, 2", "1, 2, 3, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "each once and in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or out of order")
@State
public class MpscQueueDrainStress {
    private final MpscQueue queue = new MpscQueue(2);
    private final ReadyQueue ready = new ReadyQueue();

    @Actor
    public void producer() {
        queue.offer(new NumberedJob(1));
        queue.offer(new NumberedJob(2));
        queue.offer(new NumberedJob(3));
    }

    @Actor
    public void loop(IIII_Result result) {
        queue.drainTo(ready);
        result.r4 = ready.size();
    }

    @Arbiter
    public void rest(IIII_Result result) {
        queue.drainTo(ready);
        result.r1 = NumberedJob.numberOf(ready.poll());
        result.r2 = NumberedJob.numberOf(ready.poll());
        result.r3 = NumberedJob.numberOf(ready.poll());
    }
}
