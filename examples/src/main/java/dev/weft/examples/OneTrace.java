package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * A lesson on stack traces. An exception that crosses awaits has one trace: from the line that threw, through every method that
 * awaits, to the task, and on through the task that awaits that one.
 */
public final class OneTrace {
    private OneTrace() {}

    @Async
    private static Coroutine<Integer> price(int order) throws IOException {
        await(sleep(Duration.ofMillis(10)));
        throw new IOException("order " + order + " is gone");
    }

    @Async
    private static Coroutine<Integer> checkout(int order) throws IOException {
        return completed(await(price(order)) + 5);
    }

    @Async
    private static Coroutine<Integer> serve() throws IOException {
        Task<Integer> total = createTask(() -> checkout(7), "checkout");
        return completed(await(total, IOException.class));
    }

    @Async
    static Coroutine<Void> main() {
        Objects.requireNonNull(currentTask()).setName("main");
        try {
            System.out.println(await(serve()));
        } catch (IOException e) {
            System.out.println(e.getMessage());
            for (StackTraceElement place : e.getStackTrace()) {
                System.out.println(
                        "  " + place.getClassName().replace("dev.weft.examples.", "") + "." + place.getMethodName());
            }
        }
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
