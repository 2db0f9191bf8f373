package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.BoundedSemaphore;
import dev.weft.sync.Semaphore;
import java.time.Duration;

/**
 * A lesson on semaphores: at most two guests sit at the same time, and the others sit down in the order in which they came. A
 * {@code BoundedSemaphore} refuses a release for which there was no acquire.
 */
public final class SemaphoreSeats {
    private SemaphoreSeats() {}

    @Async
    static Coroutine<Void> eat(String guest, int millis, Semaphore seats) {
        await(seats.hold(() -> {
            System.out.println(guest + " sits down");
            await(sleep(Duration.ofMillis(millis)));
            System.out.println(guest + " leaves");
            return completed();
        }));
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Semaphore seats = new BoundedSemaphore(2);
        await(gather(eat("ann", 300, seats), eat("bob", 100, seats), eat("cat", 500, seats), eat("dan", 100, seats)));
        try {
            seats.release();
        } catch (IllegalStateException e) {
            System.out.println("nobody sits there");
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
