package dev.weft;

import dev.weft.insight.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The error of an event loop that stands still: nothing is ready, and no timer, channel or thread can wake it, because
 * every task waits for another one or for something that none of them will do. It leaves {@link Weft#run} after all tasks
 * were cancelled, so that their {@code finally} blocks have run. What those have thrown is suppressed by it.
 *
 * <pre>{@code
 * class Forgotten {
 *     @Async
 *     static Coroutine<Void> program() {
 *         await(new Event("go").waitUntilSet()); // which nothing ever sets
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         try (TestLoop loop = new TestLoop()) {
 *             loop.run(program());
 *         } catch (StallError e) {
 *             System.out.println(e.getMessage().contains("waits for Event go")); // true
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A stall is certain in a {@link dev.weft.testing.TestLoop}, and in a process that has no thread but the loop's own. A
 * loop that another thread could still wake logs one warning, with the tasks and what they wait for, when it has been
 * idle for 10 s.
 *
 * @see Runner.Builder#stallDetection
 */
public class StallError extends Error {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Snapshot snapshot; // null after it was read from a stream

    private StallError(String message, Snapshot snapshot) {
        super(message);
        this.snapshot = snapshot;
    }

    /** Returns the error; as a type that the JVM knows, so that it need not load this one to verify a loop. */
    static Error of(Snapshot stalled) {
        String message = "the event loop stands still: nothing is ready, and no timer, channel or thread can wake it\n";
        return of(message + stalled.tree().stripTrailing(), stalled);
    }

    /** Returns the error with a message of the caller's. */
    static Error of(String message, Snapshot stalled) {
        return new StallError(message, stalled);
    }

    /**
     * Returns every task and what it waits for, as it was before the tasks were cancelled.
     *
     * @return the snapshot; without loops if this error comes from another process
     */
    public Snapshot snapshot() {
        return snapshot == null ? new Snapshot(List.of()) : snapshot;
    }
}
