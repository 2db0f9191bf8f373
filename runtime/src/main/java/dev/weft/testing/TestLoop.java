package dev.weft.testing;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Runner;
import dev.weft.internal.explore.Shuffle;
import org.jspecify.annotations.Nullable;

/**
 * An event loop for tests, on a clock that jumps: hours of sleep take no time, and everything happens in the same order
 * in each run.
 *
 * <pre>{@code
 * class PatientTest {
 *     public static void main(String[] args) {
 *         try (TestLoop loop = new TestLoop()) {
 *             System.out.println(loop.run(sleep(Duration.ofDays(365), "a year later"))); // a year later
 *             System.out.println(Duration.ofNanos(loop.loop().time()).toDays()); // 365
 *         }
 *     }
 * }
 * }</pre>
 */
public final class TestLoop implements AutoCloseable {

    private final VirtualClock clock; // constant after construction
    private final Runner runner; // constant after construction

    /** Creates a loop whose time is 0. */
    public TestLoop() {
        this(new VirtualClock());
    }

    private TestLoop(VirtualClock clock) {
        this.clock = clock;
        runner = Runner.builder().clock(clock).build();
    }

    /**
     * Creates a loop that picks the next task by chance among those that are ready. Callbacks keep their order among
     * themselves. What holds in any order holds here; an {@link Explorer} looks for the order in which it does not.
     *
     * @param seed any number; the same one gives the same order
     * @return a new loop, whose time is 0, to be closed by the caller
     */
    public static TestLoop shuffled(long seed) {
        return new TestLoop(new VirtualClock(new Shuffle(seed)));
    }

    /**
     * Runs a coroutine until it has ended. Tasks that it leaves behind continue in the next run, or end with
     * {@link #close()}.
     *
     * @param main a coroutine that has not been used
     * @param <T> the type of its value
     * @return its value. What the coroutine throws leaves this call as the same object, even a checked exception
     */
    public <T extends @Nullable Object> T run(Coroutine<T> main) {
        return runner.run(main);
    }

    /** Runs one turn of the loop. If nothing is ready, the clock jumps to the next deadline first. */
    public void turn() {
        runner.loop().runOnce();
    }

    /**
     * Returns the event loop, to schedule on it.
     *
     * @return the loop, which this object closes
     */
    public EventLoop loop() {
        return runner.loop();
    }

    /**
     * Returns the clock of the loop.
     *
     * @return the clock
     */
    public VirtualClock clock() {
        return clock;
    }

    /** Cancels the tasks that are not done, awaits them and closes the loop. */
    @Override
    public void close() {
        runner.close();
    }
}
