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
 * While its creator sleeps, a task has the thread.
 *
 * <p>The task prints {@code text} as soon as {@code main} goes to sleep, and it has ended a second before {@code main}
 * wakes. (The tutorial says that {@code finished} comes before {@code text}. It does not in CPython 3.13, and so not
 * here.)
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
