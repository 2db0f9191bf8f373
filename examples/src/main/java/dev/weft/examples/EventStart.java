package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Weft;
import dev.weft.sync.Event;
import java.time.Duration;
import java.util.List;

/**
 * A lesson on events: one call of {@code set} releases all the tasks that wait, in the order in which they came. An event that
 * is set lets newcomers through at once.
 */
public final class EventStart {
    private EventStart() {}

    @Async
    static Coroutine<Void> run(String name, Event start) {
        System.out.println(name + " waits");
        await(start.waitUntilSet());
        System.out.println(name + " runs");
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Event start = new Event();
        Future<List<Void>> runners = gather(run("ann", start), run("bob", start));
        await(sleep(Duration.ofMillis(100)));
        System.out.println("go");
        start.set();
        await(runners);
        await(run("late", start));
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
