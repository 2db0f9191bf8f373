package dev.weft.internal.loop;

/** A choice of the job that a loop runs next; for tests, in which any order must do. Loop thread only. */
public abstract class Steering {

    /** Creates a steering. */
    protected Steering() {}

    /** Called once, by the loop that this steers. */
    protected void steers(SteeredLoop loop) {}

    /**
     * Chooses the job that runs next.
     *
     * @param loop the loop, in which at least one job is ready
     * @return the position of that job among the ready ones, of which the oldest is at 0
     */
    protected abstract int next(SteeredLoop loop);

    /** Called when a job has run. */
    protected void ran(Job job) {}

    /**
     * Called when the loop has nothing to run and nothing to wait for, but perhaps for other threads of which it does not
     * know.
     *
     * @return true to wait for such a thread, false to go on with the next turn
     */
    protected boolean awaitsThreads() {
        return true;
    }
}
