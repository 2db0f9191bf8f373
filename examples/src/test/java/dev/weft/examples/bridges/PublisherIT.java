package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** {@code Flow.Publisher} and Reactive Streams' {@code Publisher} as async iterators, and the other way round. */
@Timeout(60)
class PublisherIT {
    private int closed; // loop thread

    @Test
    void publisherOfTheJdk_isIteratedOver() {
        assertThat(run(() -> sumOfTheJdks())).isEqualTo(500_500);
    }

    @Async
    private static Coroutine<Integer> sumOfTheJdks() {
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
        AsyncIterator<Integer> it = AsyncIterator.from(publisher);
        Task<Boolean> first = createTask(it.advance()); // subscribes, and waits
        await(yieldNow());
        Thread sender = new Thread(() -> {
            for (int i = 1; i <= 1000; i++) {
                publisher.submit(i); // blocks while the buffer is full
            }
            publisher.close();
        });
        sender.start();
        int sum = 0;
        for (boolean more = await(first); more; more = await(it.advance())) {
            sum += it.current();
        }
        return completed(sum);
    }

    @Test
    void publisherOfReactiveStreams_isIteratedOver() {
        assertThat(run(() -> list(Flux.range(1, 5)))).containsExactly(1, 2, 3, 4, 5);
    }

    @Async
    static Coroutine<List<Integer>> list(Publisher<Integer> publisher) {
        List<Integer> list = new ArrayList<>();
        AsyncIterator<Integer> it = AsyncIterator.from(FlowAdapters.toFlowPublisher(publisher));
        while (await(it.advance())) {
            list.add(it.current());
        }
        return completed(list);
    }

    @Async
    private AsyncIterator<Integer> count(int failsAt) {
        try {
            for (int i = 1; ; i++) {
                await(yieldNow());
                if (i == failsAt) {
                    throw new IllegalStateException("at " + i);
                }
                emit(i);
            }
        } finally {
            closed++;
        }
    }

    @Test
    void iterator_isPublished_asFarAsTheSubscriberWants() {
        assertThat(run(() -> taken(3))).containsExactly(1, 2, 3);
        assertThat(closed).isEqualTo(1);
    }

    @Async
    private Coroutine<List<Integer>> taken(int count) {
        Flow.Publisher<Integer> numbers = new IteratorPublisher<>(EventLoop.running(), () -> count(-1));
        Flux<Integer> flux = Flux.from(FlowAdapters.toPublisher(numbers));
        List<Integer> taken = await(flux.take(count).collectList().toFuture());
        while (closed == 0) {
            await(yieldNow()); // the cancellation is on its way
        }
        return completed(taken);
    }

    @Test
    void failure_ofAnIterator_isTheSubscribers() {
        assertThatThrownBy(() -> run(() -> published(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("at 2");
        assertThat(closed).isEqualTo(1);
    }

    @Async
    private Coroutine<List<Integer>> published(int failsAt) {
        Flow.Publisher<Integer> numbers = new IteratorPublisher<>(EventLoop.running(), () -> count(failsAt));
        return completed(
                await(Flux.from(FlowAdapters.toPublisher(numbers)).collectList().toFuture()));
    }
}
