package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** As {@link WakeupHandshakeStress}, with an offer that has to link a new chunk. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "parks and is woken")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "the job came before the last look, seen awake")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the job came before the last look, seen asleep")
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "parks with a job in the queue and nobody to wake it")
@State
public class WakeupHandshakeAtChunkEndStress {
    private final MpscQueue queue = new MpscQueue(1);
    private final Wakeup wakeup = new Wakeup();

    public WakeupHandshakeAtChunkEndStress() {
        queue.offer(new NumberedJob(1));
        queue.poll();
    }

    @Actor
    public void loop(ZZ_Result result) {
        wakeup.fallAsleep();
        result.r1 = queue.poll() == null;
    }

    @Actor
    public void producer(ZZ_Result result) {
        queue.offer(new NumberedJob(2));
        result.r2 = wakeup.claim();
    }
}
