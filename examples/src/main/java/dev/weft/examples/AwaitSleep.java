package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.time.Duration;

/** A lesson on {@code sleep}: a coroutine too, it does nothing until it is awaited, and then gives up the thread. */
public final class AwaitSleep {
    private AwaitSleep() {}

    @Async
    static Coroutine<Void> foo(String text) {
        System.out.println(text);
        await(sleep(Duration.ofSeconds(1)));
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(foo("text"));
    }
}
