package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.time.Duration;
import java.util.Map;

/**
 * A lesson on futures: a task is the future of a value that does not exist yet, and a program that does not await it
 * ends without the value.
 *
 * <p>Both tasks run up to their first sleep; then {@code run} cancels them.
 */
public final class FutureNotAwaited {
    private FutureNotAwaited() {}

    @Async
    static Coroutine<Map<String, Integer>> fetchData() {
        System.out.println("start fetching");
        await(sleep(Duration.ofSeconds(2)));
        System.out.println("done fetching");
        return completed(Map.of("data", 1));
    }

    @Async
    static Coroutine<Void> printNumbers() {
        for (int i = 0; i < 10; i++) {
            System.out.println(i);
            await(sleep(Duration.ofMillis(6250)));
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        createTask(fetchData());
        createTask(printNumbers());
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
