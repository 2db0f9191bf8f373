package dev.weft;

/**
 * The counters of an event loop.
 *
 * <pre>{@code
 * LoopStatistics before = EventLoop.running().statistics();
 * await(yieldNow());
 * System.out.println(EventLoop.running().statistics().turns() - before.turns()); // 1
 * }</pre>
 *
 * @param turns the turns that the loop has begun
 * @param steps the steps of tasks and the callbacks that it has run, or is about to run in this turn
 * @param mostReady the largest number of them in one turn
 * @param timers the deadlines for which it waits: sleeping tasks, timeouts, {@code callLater}
 * @param tasks the tasks that are not done
 * @param longestStepNanos the longest step or callback, in nanoseconds; measured in debug mode only, else 0:
 *     outside it a loop reads no clock between two steps. A recording of the Flight Recorder has the slow ones
 */
public record LoopStatistics(long turns, long steps, long mostReady, int timers, int tasks, long longestStepNanos) {}
