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
 * A lesson on tasks: a task starts when its creator suspends or ends, not when it is created.
 *
 * <p>So {@code finished} is printed before {@code text}. Nothing awaits the task: when {@code main} has ended,
 * {@code run} cancels the task in its sleep.
 */
public final class CreateTask {
    private CreateTask() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        createTask(foo("text"));
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
