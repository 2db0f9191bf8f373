package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Weft;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SubmissionPublisher;

/**
 * A lesson on what can be iterated over asynchronously beside generators: an {@code Iterable}, futures in the order in which
 * they complete, and a {@code Flow.Publisher}, which is asked for one value at a time.
 */
public final class IterateOver {
    private IterateOver() {}

    @Async
    static Coroutine<Void> print(AsyncIterator<String> values) {
        while (await(values.advance())) {
            System.out.println(values.current());
        }
        System.out.println("--");
        return completed();
    }

    @Async
    static Coroutine<String> brew(String drink, int millis) {
        await(sleep(Duration.ofMillis(millis)));
        return completed(drink);
    }

    @Async
    static Coroutine<Void> printAsCompleted() {
        AsyncIterator<Future<String>> drinks =
                AsyncIterator.asCompleted(List.of(createTask(brew("tea", 300)), createTask(brew("water", 100))));
        while (await(drinks.advance())) {
            System.out.println(await(drinks.current()));
        }
        System.out.println("--");
        return completed();
    }

    @Async
    static Coroutine<Void> publish(SubmissionPublisher<String> publisher) {
        await(sleep(Duration.ofMillis(100))); // until there is a subscriber
        publisher.submit("news");
        publisher.submit("weather");
        publisher.close();
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        await(print(AsyncIterator.of(List.of("one", "two"))));
        await(printAsCompleted());
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8);
        createTask(publish(publisher));
        await(print(AsyncIterator.from(publisher)));
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
