package dev.weft;

import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.JobWatch;

/** Debug mode's watch: logs a callback or a step of a task that holds the loop up for longer than 100 ms. */
final class SlowJobs implements JobWatch {

    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long SLOW_NANOS = 100_000_000; // as asyncio's slow_callback_duration

    private final EventLoop loop; // constant after construction

    SlowJobs(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void run(Job job) {
        String name = job.toString();
        long begun = loop.time();
        JobWatch.runPlainly(job);
        long taken = loop.time() - begun;
        if (taken >= SLOW_NANOS) {
            LOG.log(System.Logger.Level.WARNING, "Executing {0} took {1} ms", name, taken / 1_000_000);
        }
    }
}
