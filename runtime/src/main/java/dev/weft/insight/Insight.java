package dev.weft.insight;

import dev.weft.EventLoop;
import dev.weft.internal.insight.Snapshots;
import java.time.Duration;

/**
 * A view of what the loops of this JVM do. All methods may be called from any thread; a program that calls none pays
 * nothing.
 *
 * <pre>{@code
 * class Standstill {
 *     @Async
 *     static Coroutine<Void> enter(Event door) {
 *         await(door.waitUntilSet());
 *         return completed();
 *     }
 *
 *     @Async
 *     static Coroutine<Void> program() {
 *         Event door = new Event("front door");
 *         createTask(enter(door), "guest");
 *         await(yieldNow());
 *         System.out.println(Insight.dump().contains("guest: waits for Event front door")); // true
 *         door.set();
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         run(program());
 *     }
 * }
 * }</pre>
 *
 * <p>A loop that runs answers between two steps, a part of its tasks in each turn, so that it is never held up for more
 * than a few milliseconds. A loop that does not answer within 300 ms is held up by a step: it is read from aside, and
 * the snapshot says so.
 */
public final class Insight {

    private Insight() {}

    /**
     * Takes a snapshot of all loops of this JVM that are not closed. Suspended calls of methods that return stages stand
     * beside the tasks of their loop. Those that began outside any loop are shown where a task or another call waits for
     * them; the others are in a group of their own, in debug mode ({@code -Dweft.debug=true}) or with
     * {@code -Dweft.listCalls=true}: a list of them costs something a call.
     *
     * @return the snapshot
     */
    public static Snapshot snapshot() {
        return Snapshots.ofAll();
    }

    /**
     * Takes a snapshot of one loop.
     *
     * @param loop the loop
     * @return the snapshot, without a loop if it is closed
     */
    public static Snapshot snapshot(EventLoop loop) {
        return Snapshots.of(loop);
    }

    /**
     * Takes two snapshots of all loops, and marks in the second what has not moved since the first. It blocks the
     * calling thread for the time between them, so a loop's own thread must not call it.
     *
     * @param time the time between the two
     * @return the second snapshot
     * @throws IllegalStateException if a loop runs on the calling thread
     */
    public static Snapshot watch(Duration time) {
        return Snapshots.watch(time);
    }

    /**
     * Returns the tree of a snapshot of all loops: see {@link Snapshot#tree()}. A last line says so if calls outside any
     * loop are not listed.
     *
     * @return the text, of several lines
     */
    public static String dump() {
        return Snapshots.dump();
    }
}
