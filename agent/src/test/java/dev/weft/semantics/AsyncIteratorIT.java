package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asynchronous iteration over what is no generator. */
class AsyncIteratorIT extends Twin {
    @Async
    static <T> Coroutine<List<T>> all(AsyncIterator<T> it) {
        List<T> values = new ArrayList<>();
        while (await(it.advance())) {
            values.add(it.current());
        }
        return completed(values);
    }

    @Async
    static CompletableFuture<List<String>> allInAStage(AsyncIterator<String> it) {
        List<String> values = new ArrayList<>();
        while (await(it.advance())) {
            values.add(it.current());
        }
        return completedFuture(values);
    }

    @Test
    void iterable_iterated_givesItsValues() {
        List<String> asked = new ArrayList<>();
        AsyncIterator<String> it = AsyncIterator.of(() -> {
            asked.add("iterator");
            return List.of("a", "b").iterator();
        });
        assertThat(asked).isEmpty();
        assertThatThrownBy(it::current).isInstanceOf(NoSuchElementException.class);
        assertThat(run(all(it))).containsExactly("a", "b");
        assertThat(run(it.advance())).isFalse();
        assertThat(asked).hasSize(1);
        assertThatThrownBy(it::current).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void iterable_closedHalfWay_isAtItsEnd() {
        AsyncIterator<Integer> it = AsyncIterator.of(List.of(1, 2, 3));
        assertThat(run(it.advance())).isTrue();
        assertThat(it.current()).isEqualTo(1);
        run(it.close());
        assertThat(run(it.advance())).isFalse();
    }

    @Test
    void iterator_advancedInAStageMethodWithoutALoop_givesItsValues() {
        assertThat(allInAStage(AsyncIterator.of(List.of("a", "b"))).join()).containsExactly("a", "b");
    }

    @Test
    void advance_thatIsNotAwaited_doesNothing() {
        AsyncIterator<Integer> it = AsyncIterator.of(List.of(1, 2));
        Coroutine<Boolean> second = it.advance();
        Coroutine<Boolean> first = it.advance();
        assertThat(run(first)).isTrue();
        assertThat(it.current()).isEqualTo(1);
        assertThat(run(second)).isTrue();
        assertThat(it.current()).isEqualTo(2);
        assertThatThrownBy(() -> run(second)).isInstanceOf(IllegalStateException.class);
    }

    @Async
    Coroutine<String> after(int seconds, String name) {
        await(sleep(seconds(seconds)));
        if (name.equals("b")) {
            throw new Boom(name);
        }
        return completed(name);
    }

    @Test
    void tasks_asTheyComplete_areGivenThemselves() {
        twin("rule45_as_completed", () -> {
            List<Task<String>> tasks = List.of(
                    createTask(after(3, "a"), "A"), createTask(after(1, "b"), "B"), createTask(after(2, "c"), "C"));
            AsyncIterator<Task<String>> it = AsyncIterator.asCompleted(tasks);
            while (await(it.advance())) {
                Task<String> task = it.current();
                try {
                    log(task.name(), await(task), now());
                } catch (Boom e) {
                    log(task.name(), e, now());
                }
            }
            return completed();
        });
    }

    /** A publisher on the thread of its subscriber that publishes what is requested, and writes down what happens. */
    private final class Numbers implements Flow.Publisher<Integer> {
        private final int count;
        private final boolean fails;

        Numbers(int count, boolean fails) {
            this.count = count;
            this.fails = fails;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            log("subscribed");
            subscriber.onSubscribe(new Flow.Subscription() {
                private int next;

                @Override
                public void request(long n) {
                    log("requested", n);
                    if (next < count) {
                        subscriber.onNext(next++);
                    } else if (fails) {
                        subscriber.onError(new Boom("published"));
                    } else {
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    log("cancelled");
                }
            });
        }
    }

    @Test
    void publisher_iterated_isAskedForOneValueAtATime() {
        AsyncIterator<Integer> it = AsyncIterator.from(new Numbers(2, false));
        assertThat(lines()).isEmpty();
        assertThat(run(all(it))).containsExactly(0, 1);
        assertThat(run(it.advance())).isFalse();
        assertThat(lines()).containsExactly("subscribed", "requested 1", "requested 1", "requested 1");
    }

    @Test
    void publisher_thatFails_failsTheAdvanceOnce() {
        runMain(() -> {
            AsyncIterator<Integer> it = AsyncIterator.from(new Numbers(1, true));
            log(await(it.advance()), it.current());
            try {
                await(it.advance());
            } catch (Boom e) {
                log(e);
            }
            log(await(it.advance()));
            return completed();
        });
        assertThat(lines())
                .containsExactly("subscribed", "requested 1", "true 0", "requested 1", "Boom: published", "false");
    }

    @Test
    void publisher_closedHalfWay_isCancelled() {
        AsyncIterator<Integer> it = AsyncIterator.from(new Numbers(2, false));
        run(async(it, true));
        assertThat(lines()).containsExactly("subscribed", "requested 1", "cancelled");
        assertThat(run(it.advance())).isFalse();
    }

    @Test
    void publisher_leftHalfUsed_isCancelledWhenTheRunEnds() {
        run(async(AsyncIterator.from(new Numbers(2, false)), false));
        assertThat(lines()).containsExactly("subscribed", "requested 1", "cancelled");
    }

    @Async
    static Coroutine<Void> async(AsyncIterator<Integer> it, boolean closes) {
        await(it.advance());
        if (closes) {
            await(it.close());
        }
        return completed();
    }

    /** A publisher that publishes when it is told to. */
    private static final class Manual implements Flow.Publisher<String>, Flow.Subscription {
        private Flow.Subscriber<? super String> subscriber;
        private long requested;

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
            newSubscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {}
    }

    @Test
    void publisher_whoseAdvanceWasCancelled_losesNoValue() {
        for (boolean publishesFirst : new boolean[] {false, true}) {
            Manual publisher = new Manual();
            AsyncIterator<String> it = AsyncIterator.from(publisher);
            runMain(() -> {
                Task<Boolean> task = createTask(it.advance());
                await(yieldNow());
                if (publishesFirst) {
                    publisher.subscriber.onNext("a");
                }
                task.cancel();
                try {
                    await(task);
                } catch (CancelledError e) {
                    log("cancelled");
                }
                if (!publishesFirst) {
                    publisher.subscriber.onNext("a");
                }
                log(await(it.advance()), it.current(), publisher.requested);
                return completed();
            });
        }
        assertThat(lines()).containsExactly("cancelled", "true a 1", "cancelled", "true a 1");
    }

    @Test
    @Timeout(60)
    void publisher_onOtherThreads_isIteratedInOrder() throws Exception {
        int count = 10_000;
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
        Thread submitter = new Thread(() -> {
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < count; i++) {
                publisher.submit(i);
            }
            publisher.close();
        });
        submitter.start();
        List<Integer> values = run(all(AsyncIterator.from(publisher)));
        submitter.join();
        assertThat(values).hasSize(count).isSorted();
    }
}
