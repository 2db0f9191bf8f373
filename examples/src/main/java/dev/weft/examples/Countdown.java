package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.time.Duration;

/**
 * A lesson on async generators: each value is made when it is asked for, and a generator that is closed cleans up.
 */
public final class Countdown {
    private Countdown() {}

    @Async
    static AsyncIterator<Integer> countdown(int from) {
        try {
            for (int i = from; i > 0; i--) {
                await(sleep(Duration.ofMillis(100)));
                emit(i);
            }
        } finally {
            await(sleep(Duration.ofMillis(100)));
            System.out.println("cleaned up");
        }
        return AsyncIterator.end();
    }

    @Async
    static Coroutine<Void> main() {
        AsyncIterator<Integer> whole = countdown(3);
        while (await(whole.advance())) {
            System.out.println(whole.current());
        }
        AsyncIterator<Integer> half = countdown(3);
        await(half.advance());
        System.out.println("stops at " + half.current());
        await(half.close());
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
