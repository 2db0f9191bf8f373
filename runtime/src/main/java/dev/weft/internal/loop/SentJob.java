package dev.weft.internal.loop;

/** A job on its way from the thread of a {@link ThreadCall} to the loop. */
final class SentJob extends Job {

    final ThreadCall sender; // constant after construction
    final Job job; // constant after construction

    SentJob(ThreadCall sender, Job job) {
        this.sender = sender;
        this.job = job;
    }

    @Override
    protected void run() {
        throw new AssertionError("what a thread has sent is taken in before it runs");
    }

    @Override
    protected void dropped() {
        job.dropped();
    }
}
