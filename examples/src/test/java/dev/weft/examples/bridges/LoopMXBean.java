package dev.weft.examples.bridges;

/** What JMX shows of an event loop: {@link dev.weft.LoopStatistics} as attributes. */
public interface LoopMXBean {
    /** Returns the turns that the loop has begun. */
    long getTurns();

    /** Returns the steps of tasks and the callbacks that it has run. */
    long getSteps();

    /** Returns the largest number of them in one turn. */
    long getMostReady();

    /** Returns the deadlines for which it waits. */
    int getTimers();

    /** Returns the tasks that are not done. */
    int getTasks();
}
