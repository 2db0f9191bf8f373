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
import java.util.Map;

/**
 * A lesson on a task's value: {@code await} returns it.
 *
 * <p>The data arrives after two seconds. Then {@code main} ends, and {@code run} cancels the other task, which has
 * printed one number and is asleep.
 */
public final class FutureValue {
    private FutureValue() {}

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
    static Coroutine<Map<String, Integer>> main() {
        Task<Map<String, Integer>> task1 = createTask(fetchData());
        createTask(printNumbers());
        Map<String, Integer> value = await(task1);
        return completed(value);
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
