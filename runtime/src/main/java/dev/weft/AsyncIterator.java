package dev.weft;

import dev.weft.internal.generator.EndedIterator;
import dev.weft.internal.generator.IterableIterator;
import dev.weft.internal.generator.PublisherIterator;
import dev.weft.internal.operation.CompletedIterator;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of values, each of which may have to be awaited: the counterpart of Python's asynchronous iterators and
 * generators (PEP 525).
 *
 * <p>An {@link Async} method of this type is an async generator: {@link Weft#emit} gives the next value.
 *
 * <pre>{@code
 * class Countdown {
 *     @Async
 *     static AsyncIterator<Integer> from(int start) {
 *         for (int i = start; i > 0; i--) {
 *             await(sleep(Duration.ofMillis(1)));
 *             emit(i);
 *         }
 *         return AsyncIterator.end();
 *     }
 *
 *     @Async
 *     static Coroutine<Void> print() {
 *         AsyncIterator<Integer> it = from(3);
 *         while (await(it.advance())) {
 *             System.out.println(it.current()); // 3, then 2, then 1
 *         }
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         run(print());
 *     }
 * }
 * }</pre>
 *
 * <p>The call of such a method runs nothing. Each {@code await(it.advance())} runs the body to its next {@code emit}, in
 * the task that awaits: it has that task's context variables, and a cancellation of the task reaches the {@code await}
 * where the body is suspended. A body that returns another iterator than {@link #end()} passes on to it: the values of
 * that one follow. A generator that has failed is at its end.
 *
 * <p>A loop that leaves before the end should close the iterator: {@code await(it.close())} in a {@code finally} block. A
 * generator that is left half-used is closed when it is garbage, at the latest when {@link Weft#run} ends, if it has a
 * {@code finally} or {@code catch} block around an {@code emit}. Where no loop runs, nothing closes it.
 *
 * <p>An iterator is used by one task at a time. A plain class can implement this interface, too.
 *
 * @param <T> the type of the values
 */
public interface AsyncIterator<T extends @Nullable Object> {
    /**
     * Advances to the next value. The call itself does nothing: its coroutine does, when it is awaited.
     *
     * @return a coroutine of true if there is a next value, of false at the end and ever after. It throws what a
     *     generator throws, and an {@link IllegalStateException} if another one of this iterator is still running
     */
    Coroutine<Boolean> advance();

    /**
     * Returns the value to which the last {@link #advance} came.
     *
     * @return the value
     * @throws NoSuchElementException if there is none: before the first {@code advance}, during one, and at the end
     */
    T current();

    /**
     * Ends the iteration early, so that the iterator can clean up. The call itself does nothing: its coroutine does,
     * when it is awaited.
     *
     * <p>In a generator a {@link GeneratorExit} is thrown at the {@code emit} where it is suspended. Its {@code finally}
     * blocks run and may await, but not emit: as in Python, {@code close} then fails. The value is lost, and a
     * {@link GeneratorExit} is thrown at that {@code emit}, too. A generator that has not started, or has ended, has nothing
     * to clean up.
     *
     * @return a coroutine that ends when the cleanup is done. It throws what the cleanup throws, and an
     *     {@link IllegalStateException} if the cleanup emits, or an {@code advance} or {@code close} of this iterator is still
     *     running
     */
    Coroutine<Void> close();

    /**
     * Returns an iterator without values: {@code return AsyncIterator.end();} is how a generator ends.
     *
     * @param <T> the type of the values
     * @return an iterator that is at its end
     */
    static <T extends @Nullable Object> AsyncIterator<T> end() {
        return EndedIterator.of();
    }

    /**
     * Returns an iterator over values that need not be awaited.
     *
     * @param values the values; asked for an iterator when the first {@code advance} is awaited
     * @param <T> the type of the values
     * @return an iterator that never suspends
     */
    static <T extends @Nullable Object> AsyncIterator<T> of(Iterable<? extends T> values) {
        return new IterableIterator<>(
                Objects.requireNonNull(values, "AsyncIterator.of(null): an Iterable was expected"));
    }

    /**
     * Returns an iterator over what a publisher publishes. It subscribes when the first {@code advance} is awaited, and
     * requests one value for each. A failure of the publisher is thrown by the {@code advance} that comes to it. Closing
     * the iterator cancels the subscription; so does the end of {@link Weft#run}.
     *
     * @param publisher the publisher, which may call from any thread
     * @param <T> the type of the values
     * @return an iterator for one task
     */
    static <T> AsyncIterator<T> from(Flow.Publisher<? extends T> publisher) {
        return new PublisherIterator<>(
                Objects.requireNonNull(publisher, "AsyncIterator.from(null): a Publisher was expected"));
    }

    /**
     * Returns an iterator over futures in the order in which they end; the counterpart of {@code async for} over
     * {@code asyncio.as_completed}. It gives the futures themselves, however they have ended: {@code await(it.current())}
     * gives the value or throws the failure. Equal futures count once.
     *
     * @param futures tasks and futures of the running loop
     * @param <F> their type
     * @return an iterator for one task
     */
    static <F extends Future<?>> AsyncIterator<F> asCompleted(Collection<? extends F> futures) {
        return new CompletedIterator<>(EventLoop.running(), futures);
    }
}
