package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.Barrier;
import dev.weft.sync.BrokenBarrierException;
import java.time.Duration;

/**
 * A lesson on barriers: hikers wait for each other at every hut, and one of them, the one with index 0, fills in the hut's book.
 * A barrier that is aborted breaks for all.
 */
public final class BarrierHike {
    private BarrierHike() {}

    @Async
    static Coroutine<Void> hike(String name, int millis, Barrier hut) {
        for (int day = 1; day <= 2; day++) {
            await(sleep(Duration.ofMillis(millis)));
            System.out.println(name + " arrives");
            if (await(hut.arriveAndWait()) == 0) {
                System.out.println("day " + day + ": all are here, writes " + name);
            }
        }
        if (name.equals("cat")) {
            return completed(); // waits no more
        }
        try {
            await(hut.arriveAndWait());
        } catch (BrokenBarrierException e) {
            System.out.println(name + " goes home");
        }
        return completed();
    }

    @Async
    static Coroutine<Void> snow(Barrier hut) {
        await(sleep(Duration.ofSeconds(1)));
        System.out.println("it snows");
        hut.abort();
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Barrier hut = new Barrier(3);
        await(gather(hike("ann", 100, hut), hike("bob", 300, hut), hike("cat", 200, hut), snow(hut)));
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
