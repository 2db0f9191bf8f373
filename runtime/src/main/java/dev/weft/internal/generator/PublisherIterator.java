package dev.weft.internal.generator;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.OpenIterators;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous iterator over what a {@link Flow.Publisher} publishes.
 *
 * <ol>
 *   <li>The first {@code advance()} subscribes. Each one requests one value, unless one that was requested before is still
 *       to come, because that {@code advance()} was cancelled.
 *   <li>A signal of the publisher, from any thread, is kept, and completes the stage that the {@code advance()} awaits.
 *   <li>The {@code advance()} takes the signal once it has been resumed. If it was cancelled meanwhile, the next one does.
 * </ol>
 *
 * @param <T> the type of the values
 */
public final class PublisherIterator<T> extends DirectIterator<T> implements Flow.Subscriber<T> {

    private final Flow.Publisher<? extends T> publisher; // constant after construction
    private OpenIterators.@Nullable Entry open; // the thread that runs the chain
    private boolean subscribed; // the thread that runs the chain
    private @Nullable Object current; // the thread that runs the chain: null if there is none

    private Flow.@Nullable Subscription subscription; // any thread, guarded by this
    private @Nullable CompletableFuture<@Nullable Void> waiter; // any thread, guarded by this: of the last advance()
    private boolean requested; // any thread, guarded by this: a value is to come
    private boolean demanded; // any thread, guarded by this: to be requested once there is a subscription
    private @Nullable Object published; // any thread, guarded by this: a value that was not taken yet
    private @Nullable Throwable failure; // any thread, guarded by this: one that was not thrown yet
    private boolean ended; // any thread, guarded by this

    /** Creates an iterator that has not subscribed. */
    public PublisherIterator(Flow.Publisher<? extends T> publisher) {
        this.publisher = publisher;
    }

    @Override
    protected Object advance(Execution x, int depth) throws Throwable {
        current = null;
        CompletableFuture<@Nullable Void> signal = new CompletableFuture<>();
        if (!request(signal)) {
            return take();
        }
        if (!subscribed) {
            subscribed = true;
            open = OpenIterators.add(null, this);
            publisher.subscribe(this);
        }
        return Await.await(signal, x) == Frame.SUSPENDED ? new Taking(this).suspend(x, 1) : take();
    }

    /** Requests a value, or returns false if there is a signal that was not taken. */
    private boolean request(CompletableFuture<@Nullable Void> signal) {
        Flow.Subscription from;
        synchronized (this) {
            if (waiter != null && !waiter.isDone()) {
                throw new IllegalStateException("advance(): another advance() of this iterator is still running");
            }
            if (published != null || ended) {
                return false;
            }
            waiter = signal;
            from = requested ? null : subscription;
            demanded = subscription == null;
            requested = true;
        }
        if (from != null) {
            from.request(1);
        }
        return true;
    }

    /** Takes the signal that has come. */
    private boolean take() throws Throwable {
        Throwable thrown;
        synchronized (this) {
            current = published;
            published = null;
            if (current != null) {
                return true;
            }
            thrown = failure;
            failure = null;
        }
        forget();
        if (thrown != null) {
            throw thrown;
        }
        return false;
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        boolean refused;
        boolean wanted;
        synchronized (this) {
            refused = subscription != null || ended;
            if (!refused) {
                subscription = offered;
            }
            wanted = !refused && demanded;
        }
        if (refused) {
            offered.cancel();
        } else if (wanted) {
            offered.request(1);
        }
    }

    @Override
    public void onNext(T value) {
        Objects.requireNonNull(value, "a publisher must not publish null");
        CompletableFuture<@Nullable Void> awaiting;
        synchronized (this) {
            if (ended || !requested) {
                return; // it was closed; or there is more than was requested, against the rules of Flow
            }
            requested = false;
            published = value;
            awaiting = waiter;
        }
        wake(awaiting);
    }

    @Override
    public void onError(Throwable thrown) {
        end(Objects.requireNonNull(thrown, "a publisher must not fail with null"));
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable thrown) {
        CompletableFuture<@Nullable Void> awaiting;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            failure = thrown;
            awaiting = waiter;
        }
        wake(awaiting);
    }

    private static void wake(@Nullable CompletableFuture<@Nullable Void> awaiting) {
        if (awaiting != null) {
            awaiting.complete(null);
        }
    }

    @Override
    protected void closeNow() {
        Flow.Subscription cancelled;
        CompletableFuture<@Nullable Void> awaiting;
        synchronized (this) {
            cancelled = ended ? null : subscription;
            ended = true;
            failure = null;
            published = null;
            awaiting = waiter;
        }
        current = null;
        forget();
        if (cancelled != null) {
            cancelled.cancel();
        }
        wake(awaiting);
    }

    private void forget() {
        OpenIterators.Entry entry = open;
        if (entry != null) {
            open = null;
            entry.remove();
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public T current() {
        Object value = current;
        if (value == null) {
            throw new NoSuchElementException(
                    "there is no value before the first await(advance()), during one, at the end, and after close()");
        }
        return (T) value;
    }

    @Override
    public String toString() {
        return "iterator over " + publisher;
    }

    /** An {@code advance()} that waits for a signal. */
    private static final class Taking extends Frame<Boolean> {

        private final PublisherIterator<?> iterator; // constant after construction

        Taking(PublisherIterator<?> iterator) {
            this.iterator = iterator;
        }

        @Override
        protected Object start(Execution x, int depth) {
            throw new AssertionError("it is created where it is suspended");
        }

        @Override
        protected Object resume(Execution x) throws Throwable {
            x.take();
            return iterator.take();
        }

        @Override
        protected String describe() {
            return "dev.weft.AsyncIterator\tadvance\tAsyncIterator.java";
        }
    }
}
