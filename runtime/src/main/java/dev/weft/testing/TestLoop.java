package dev.weft.testing;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Runner;

/** An event loop for tests, on a clock that jumps: hours of sleep pass in no time, and always in the same order. */
public final class TestLoop implements AutoCloseable {

    private final VirtualClock clock = new VirtualClock(); // constant after construction
    private final Runner runner = Runner.builder().clock(clock).build(); // constant after construction

    /** A loop whose time is 0. */
    public TestLoop() {}

    /**
     * Runs a coroutine to its end. Tasks that it leaves behind go on in the next run, or end with {@link #close()}.
     *
     * @param main what to run
     * @param <T> the type of its value
     * @return its value
     */
    public <T> T run(Coroutine<T> main) {
        return runner.run(main);
    }

    /** Does one turn of the loop; if nothing is ready, time jumps to the next deadline first. */
    public void turn() {
        runner.loop().runOnce();
    }

    /**
     * The loop, to schedule on.
     *
     * @return the loop that this owns
     */
    public EventLoop loop() {
        return runner.loop();
    }

    /**
     * The loop's clock.
     *
     * @return the clock, at 0 in the beginning
     */
    public VirtualClock clock() {
        return clock;
    }

    /** Cancels what still runs, waits for it and closes the loop. */
    @Override
    public void close() {
        runner.close();
    }
}
