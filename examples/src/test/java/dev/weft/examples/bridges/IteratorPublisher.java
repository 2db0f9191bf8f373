package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.sync.Event;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A publisher of the values of an async iterator, one iterator for each subscriber. */
record IteratorPublisher<T>(EventLoop loop, Supplier<AsyncIterator<T>> iterators) implements Flow.Publisher<T> {
    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        loop.callSoonThreadsafe(() -> new Delivery<T>(loop, subscriber).begin(iterators.get()));
    }

    /** The delivery to one subscriber, in a task of its own, which waits while nothing is asked for. */
    private static final class Delivery<T> implements Flow.Subscription {
        private final EventLoop loop;
        private final Flow.Subscriber<? super T> subscriber;
        private final Event asked = new Event();
        private long demand;
        private Task<Void> task;

        Delivery(EventLoop loop, Flow.Subscriber<? super T> subscriber) {
            this.loop = loop;
            this.subscriber = subscriber;
        }

        void begin(AsyncIterator<T> values) {
            task = loop.createTask(deliver(values));
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            loop.callSoonThreadsafe(() -> {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                asked.set();
            });
        }

        @Override
        public void cancel() {
            loop.callSoonThreadsafe(task::cancel);
        }

        @Async
        private Coroutine<Void> deliver(AsyncIterator<T> values) {
            try {
                while (true) {
                    while (demand == 0) {
                        asked.clear();
                        await(asked.waitUntilSet());
                    }
                    if (!await(values.advance())) {
                        subscriber.onComplete();
                        return completed();
                    }
                    demand--;
                    subscriber.onNext(values.current());
                }
            } catch (CancelledError cancelled) {
                return completed();
            } catch (RuntimeException failure) {
                subscriber.onError(failure);
                return completed();
            } finally {
                await(values.close());
            }
        }
    }
}
