package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.waitFor;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Weft;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A lesson on tasks that belong together: when one task of a group fails, the group cancels the others, waits until they have
 * cleaned up, and then throws. No task outlives its group.
 */
public final class GroupTrip {
    private GroupTrip() {}

    @Async
    static Coroutine<String> book(String what, int millis) {
        try {
            await(sleep(Duration.ofMillis(millis)));
            if (what.equals("hotel")) {
                throw new IllegalStateException("hotel is full");
            }
            System.out.println("booked: " + what);
            return completed(what);
        } finally {
            if (what.equals("car")) {
                await(sleep(Duration.ofMillis(50)));
                System.out.println("car is cleaned up");
            }
        }
    }

    @Async
    static Coroutine<Void> main() {
        try {
            await(taskGroup(group -> {
                group.createTask(book("train", 100));
                group.createTask(book("hotel", 200));
                group.createTask(book("car", 300));
                return completed();
            }));
        } catch (ExceptionGroup e) {
            System.out.println("no trip: " + e.exceptions().get(0).getMessage());
        }
        try {
            await(waitFor(book("car", 300), Duration.ofMillis(100)));
        } catch (TimeoutException e) {
            System.out.println("no car in time");
        }
        System.out.println("end");
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
