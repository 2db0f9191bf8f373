package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.generator.DirectIterator;
import java.util.Collection;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous iterator over futures in the order in which they end.
 *
 * @param <F> the type of the futures
 */
public final class CompletedIterator<F extends Future<?>> extends DirectIterator<F> {

    private final AsCompleted<Object> source; // constant after construction
    private @Nullable Future<?> current; // loop thread

    /** Waits for all the futures. */
    @SuppressWarnings("unchecked")
    public CompletedIterator(EventLoop loop, Collection<? extends F> futures) {
        this.source = new AsCompleted<>(loop, (Collection<Future<Object>>) (Collection<?>) futures, null);
    }

    @Override
    protected @Nullable Object advance(Execution x, int depth) throws Throwable {
        current = null;
        return source.hasNext() ? Await.await(new Next(this), x, depth) : false;
    }

    @Override
    protected void closeNow() {
        current = null;
        source.giveUp();
    }

    @Override
    @SuppressWarnings("unchecked")
    public F current() {
        Future<?> ended = current;
        if (ended == null) {
            throw new NoSuchElementException(
                    "there is no future before the first await(advance()), at the end, and after close()");
        }
        return (F) ended;
    }

    /** An advance: it waits for the next future that ends, and does not look at its result. */
    private static final class Next extends NextCompletedFrame<Object> {

        private final CompletedIterator<?> iterator; // constant after construction

        Next(CompletedIterator<?> iterator) {
            super(iterator.source);
            this.iterator = iterator;
        }

        @Override
        Object outcome(Future<Object> ended) {
            iterator.source.countDown();
            iterator.current = ended;
            return true;
        }
    }
}
