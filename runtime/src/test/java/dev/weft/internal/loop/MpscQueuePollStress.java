package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A loop polls while a thread offers: it sees each job whole, in order, and what it does not see stays queued. */
@JCStressTest
@Outcome(id = "0, 0, 1, 2", expect = Expect.ACCEPTABLE, desc = "polled before the first")
@Outcome(id = "0, 1, 2, 0", expect = Expect.ACCEPTABLE, desc = "the first came between the polls")
@Outcome(id = "1, 0, 2, 0", expect = Expect.ACCEPTABLE, desc = "polled before the second")
@Outcome(id = "1, 2, 0, 0", expect = Expect.ACCEPTABLE, desc = "polled after both")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled, out of order, or seen half made")
@State
public class MpscQueuePollStress {
    private final MpscQueue queue = new MpscQueue(1);

    @Actor
    public void producer() {
        queue.offer(new NumberedJob(1));
        queue.offer(new NumberedJob(2));
    }

    @Actor
    public void loop(IIII_Result result) {
        result.r1 = NumberedJob.numberOf(queue.poll());
        result.r2 = NumberedJob.numberOf(queue.poll());
    }

    @Arbiter
    public void rest(IIII_Result result) {
        result.r3 = NumberedJob.numberOf(queue.poll());
        result.r4 = NumberedJob.numberOf(queue.poll());
    }
}
