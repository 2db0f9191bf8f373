package dev.weft.benchmarks.program;

import dev.weft.Weft;

/** A Hello World that runs an event loop and has nothing to weave: the runtime's share of a start. */
public final class HelloRuntime {
    private HelloRuntime() {}

    /** Prints the greeting. */
    public static void main(String[] arguments) {
        System.out.println(Weft.run(Weft.completed("Hello, world")));
    }
}
