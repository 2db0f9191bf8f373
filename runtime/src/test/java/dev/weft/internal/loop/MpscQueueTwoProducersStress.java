package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads offer one job each: both jobs come out, each once. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the first producer was first")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the second producer was first")
@State
public class MpscQueueTwoProducersStress {
    private final MpscQueue queue = new MpscQueue();

    @Actor
    public void firstProducer() {
        queue.offer(new Numbered(1));
    }

    @Actor
    public void secondProducer() {
        queue.offer(new Numbered(2));
    }

    @Arbiter
    public void consumer(II_Result result) {
        result.r1 = numberOf(queue.poll());
        result.r2 = numberOf(queue.poll());
    }

    private static int numberOf(@Nullable Job job) {
        return job instanceof Numbered numbered ? numbered.number : 0;
    }

    private static final class Numbered extends Job {
        final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void run() {}
    }
}
