package dev.weft;

import java.util.Collection;
import java.util.List;

/**
 * An object that a task waits for and that is not another task: a lock, a queue, an event. It names itself for whoever
 * asks what a task is waiting for.
 *
 * <pre>{@code
 * Waitable door = () -> "Door front";
 * Future<String> opened = EventLoop.running().createFuture(door);
 * EventLoop.running().callSoon(() -> opened.setResult("open"));
 * System.out.println(await(opened)); // open
 * }</pre>
 *
 * @see EventLoop#createFuture(Waitable)
 */
public interface Waitable {

    /**
     * Describes the wait in a few words: {@code "Lock accounts"}, {@code "Queue jobs (get, 0 of 100)"}. It is called on
     * the loop's thread, and only when somebody asks.
     *
     * @return the words, without a line break
     */
    String describeWait();

    /**
     * Returns the tasks whose next move could end the wait.
     *
     * @return those tasks, as far as they are known; empty if nobody knows
     */
    default Collection<Task<?>> holders() {
        return List.of();
    }
}
