package dev.weft.internal.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads offer to a sleeping loop: exactly one of them has to wake it. */
@JCStressTest
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "one wake-up")
@Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "two wake-ups for one sleep")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "nobody wakes the loop")
@State
public class WakeupOnceStress {
    private final MpscQueue queue = new MpscQueue();
    private final Wakeup wakeup = new Wakeup();

    public WakeupOnceStress() {
        wakeup.fallAsleep();
    }

    @Actor
    public void firstProducer(ZZ_Result result) {
        queue.offer(new NumberedJob(1));
        result.r1 = wakeup.claim();
    }

    @Actor
    public void secondProducer(ZZ_Result result) {
        queue.offer(new NumberedJob(2));
        result.r2 = wakeup.claim();
    }
}
