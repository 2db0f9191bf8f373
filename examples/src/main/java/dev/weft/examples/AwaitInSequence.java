package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.time.Duration;

/** A lesson on awaiting a coroutine: it runs to its end, like a call, before its caller continues. */
public final class AwaitInSequence {
    private AwaitInSequence() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        await(foo("text"));
        System.out.println("finished");
        return completed();
    }

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
        Weft.run(main());
    }
}
