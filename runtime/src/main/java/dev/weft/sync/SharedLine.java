package dev.weft.sync;

import dev.weft.internal.task.EventLoops;
import java.util.ArrayDeque;

/**
 * The tasks of several loops that wait at one end of a {@link SharedChannel}. All access is under the channel's lock.
 *
 * <p>A task that was woken is owed something, a value or room for one, until it has run. Then it takes it, or has been cancelled and
 * leaves it to the next.
 */
final class SharedLine {

    private final ArrayDeque<SharedWaiter<?>> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<SharedWaiter<?>> woken = new ArrayDeque<>(2);

    /** Tells whether no task waits that was not woken. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Counts the tasks that were woken and have not run. */
    int owed() {
        if (!woken.isEmpty()) {
            woken.removeIf(waiter -> waiter.loop().isClosed()); // it will never run
        }
        return woken.size();
    }

    /** Tells whether a task is here. */
    boolean has(SharedWaiter<?> waiter) {
        return waiting.contains(waiter) || woken.contains(waiter);
    }

    void add(SharedWaiter<?> waiter) {
        waiting.add(waiter);
    }

    /** Adds a task that was woken in vain, in front of all others. */
    void addFirst(SharedWaiter<?> waiter) {
        waiting.addFirst(waiter);
    }

    /** Removes a task; returns whether it was woken. */
    boolean leave(SharedWaiter<?> waiter) {
        waiting.removeFirstOccurrence(waiter);
        return woken.removeFirstOccurrence(waiter);
    }

    /** Wakes the task that has waited longest. Its loop is woken by the first of many that it owns. */
    void wakeNext() {
        SharedWaiter<?> next = waiting.poll();
        while (next != null && next.loop().isClosed()) {
            next = waiting.poll();
        }
        if (next != null) {
            woken.add(next);
            EventLoops.callIfOpen(next.loop(), next);
        }
    }

    /** Wakes all. */
    void wakeAll() {
        while (!waiting.isEmpty()) {
            wakeNext();
        }
    }

    @Override
    public String toString() {
        return String.valueOf(waiting.size() + woken.size());
    }
}
