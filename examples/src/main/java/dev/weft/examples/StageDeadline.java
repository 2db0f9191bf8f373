package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.resumeOn;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * A lesson on time in methods that return {@code CompletableFuture}: without any event loop of the program, they sleep, have
 * deadlines, and choose the executor on which they go on.
 */
public final class StageDeadline {
    private StageDeadline() {}

    @Async
    static Coroutine<String> brew(String drink, int millis) {
        await(sleep(Duration.ofMillis(millis)));
        return completed(drink);
    }

    @Async
    static CompletableFuture<String> serve(ExecutorService waiter) {
        await(resumeOn(waiter)); // from here on
        await(sleep(Duration.ofMillis(10)));
        System.out.println("slept, goes on on thread " + Thread.currentThread().getName());
        try {
            System.out.println(await(waitFor(brew("tea", 10), Duration.ofSeconds(60))));
            return completedFuture(await(waitFor(brew("coffee", 60_000), Duration.ofMillis(10))));
        } catch (TimeoutException e) {
            return completedFuture("no coffee in time");
        }
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        ExecutorService waiter = Executors.newSingleThreadExecutor(code -> new Thread(code, "waiter"));
        try {
            System.out.println(serve(waiter).join());
        } finally {
            waiter.shutdown();
        }
    }
}
