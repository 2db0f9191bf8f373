package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitFor;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reactor: a Mono is awaited as a future, a Flux is iterated over, and both are cancelled with the code that uses them. */
@Timeout(60)
class ReactorIT {
    @Test
    void mono_awaited_givesItsValueOrNullIfItIsEmpty() {
        assertThat(run(load(Mono.just("tea").delayElement(Duration.ofMillis(1)))))
                .isEqualTo("tea");
        assertThat(run(load(Mono.empty()))).isEqualTo("nothing");
    }

    @Async
    static Coroutine<String> load(Mono<String> order) {
        String drink = await(order.toFuture()); // null if the Mono is empty
        return completed(drink == null ? "nothing" : drink);
    }

    @Test
    void failure_ofAMono_isThrownAtTheAwait() {
        assertThatThrownBy(() -> run(load(Mono.error(new IllegalStateException("no")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }

    @Test
    void mono_thatTakesTooLong_isCancelled() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Mono<String> never = Mono.<String>never().doOnCancel(() -> cancelled.set(true));
        assertThatThrownBy(() -> run(loadInTime(never))).isInstanceOf(TimeoutException.class);
        assertThat(cancelled).isTrue();
    }

    @Async
    static Coroutine<String> loadInTime(Mono<String> order) throws TimeoutException {
        return waitFor(Future.from(order.toFuture()), Duration.ofMillis(10));
    }

    @Test
    void flux_iteratedOverInPart_isAskedForOneValueAtATimeAndCancelled() {
        AtomicBoolean cancelled = new AtomicBoolean();
        List<Long> requests = new ArrayList<>();
        Flux<Integer> numbers = Flux.range(1, 100).doOnRequest(requests::add).doOnCancel(() -> cancelled.set(true));
        assertThat(run(sumUpTo(6, numbers))).isEqualTo(6);
        assertThat(cancelled).isTrue();
        assertThat(requests).containsExactly(1L, 1L, 1L);
    }

    @Async
    static Coroutine<Integer> sumUpTo(int limit, Flux<Integer> numbers) {
        AsyncIterator<Integer> it = AsyncIterator.from(JdkFlowAdapter.publisherToFlowPublisher(numbers));
        int sum = 0;
        try {
            while (sum < limit && await(it.advance())) {
                sum += it.current();
            }
        } finally {
            await(it.close()); // cancels the subscription
        }
        return completed(sum);
    }

    @Test
    void monoOfAMethodThatAwaits_runsForEachSubscriber() {
        Mono<String> greeting = Mono.fromFuture(() -> greet("Ada"));
        assertThat(greeting.block()).isEqualTo("hello Ada");
        assertThat(greeting.block()).isEqualTo("hello Ada");
    }

    @Async
    static CompletableFuture<String> greet(String name) {
        String hello =
                await(Mono.just("hello").delayElement(Duration.ofMillis(1)).toFuture());
        return completedFuture(hello + " " + name);
    }
}
