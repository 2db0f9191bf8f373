package dev.weft.benchmarks;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An event loop for all invocations of a benchmark, run by the benchmark's own thread. */
@State(Scope.Thread)
public class LoopState {
    private final EventLoop loop = EventLoop.create();

    /** Runs a coroutine to its end. */
    <T> T run(Coroutine<T> main) {
        return loop.runUntilComplete(main);
    }

    /** Closes the loop. */
    @TearDown(Level.Trial)
    public void close() {
        loop.close();
    }
}
