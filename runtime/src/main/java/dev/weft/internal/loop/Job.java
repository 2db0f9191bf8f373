package dev.weft.internal.loop;

/**
 * One entry of a loop's queues: something that the loop runs once for each time that it was queued.
 *
 * <p>An abstract class and not an interface, so that running an entry is one virtual call.
 */
public abstract class Job {

    /** For subclasses. */
    protected Job() {}

    /** Does the work. Called on the loop's thread only. */
    protected abstract void run();
}
