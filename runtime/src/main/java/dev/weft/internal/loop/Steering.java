package dev.weft.internal.loop;

import java.util.List;

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

    /**
     * Chooses the call on another thread for which the loop waits next; it has nothing else to do.
     *
     * @param loop the loop
     * @param calls the calls, 1 or more, in the order in which they were begun
     * @return the position of that call; -1 to go on without, because something is ready now
     */
    protected int nextCall(SteeredLoop loop, List<ThreadCall> calls) {
        return 0;
    }

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
