package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/**
 * A watch that runs the jobs of a loop in the loop's stead. Watches are nested: each runs a job through the next one, and
 * the innermost runs the job itself. A loop without a watch pays for them what it costs to see that it has none.
 */
public abstract class JobWatch {

    @Nullable
    JobWatch inner; // loop thread: the next watch

    /** Creates a watch that no loop has yet. */
    protected JobWatch() {}

    /**
     * Runs a job by {@link #proceed}.
     *
     * @param job the job
     */
    protected abstract void run(Job job);

    /**
     * Runs a job that another one starts and waits for, such as the first step of a task that starts eagerly, by
     * {@link #proceedInside}.
     *
     * @param job the job
     */
    protected void runInside(Job job) {
        proceedInside(job);
    }

    /** Runs a job through the next watch. */
    protected final void proceed(Job job) {
        JobWatch next = inner;
        if (next == null) {
            job.run();
        } else {
            next.run(job);
        }
    }

    /** Runs a job that another one starts through the next watch. */
    protected final void proceedInside(Job job) {
        JobWatch next = inner;
        if (next == null) {
            job.run();
        } else {
            next.runInside(job);
        }
    }
}
