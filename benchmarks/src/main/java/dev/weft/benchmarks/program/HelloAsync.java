package dev.weft.benchmarks.program;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** A Hello World of one asynchronous class, which really suspends. */
public final class HelloAsync {
    private HelloAsync() {}

    /** Prints the greeting. */
    public static void main(String[] arguments) {
        System.out.println(run(greeting()));
    }

    @Async
    private static Coroutine<String> greeting() {
        await(yieldNow());
        return completed("Hello, world");
    }
}
