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
 * A lesson on sharing the thread: while its creator sleeps, a task runs.
 *
 * <p>The task prints {@code text} as soon as {@code main} goes to sleep, and ends a second before {@code main} wakes
 * up. (The tutorial claims that {@code finished} comes before {@code text}. In CPython 3.13 it does not, and so it does
 * not here.)
 */
public final class SleepInMain {
    private SleepInMain() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        createTask(foo("text"));
        await(sleep(Duration.ofSeconds(2)));
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
