package dev.weft.examples;

import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;

/** A lesson on {@code run}: it creates an event loop, runs a coroutine on it to its end, and closes the loop. */
public final class RunCoroutine {
    private RunCoroutine() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(main());
    }
}
