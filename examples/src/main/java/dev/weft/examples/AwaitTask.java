package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.time.Duration;

/** A lesson on awaiting a task: it runs beside its creator, but {@code await} returns only when it is done. */
public final class AwaitTask {
    private AwaitTask() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        Task<Void> task = createTask(foo("text"));
        await(task);
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
