package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.time.Duration;

/**
 * A lesson on concurrent sleeps: 0.5 s in {@code main} beats 10 s in the task.
 *
 * <p>The program ends after half a second, because {@code run} cancels the task in its sleep.
 */
public final class SleepRace {
    private SleepRace() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        createTask(foo("text"));
        await(sleep(Duration.ofMillis(500)));
        System.out.println("finished");
        return completed();
    }

    @Async
    static Coroutine<Void> foo(String text) {
        System.out.println(text);
        await(sleep(Duration.ofSeconds(10)));
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
