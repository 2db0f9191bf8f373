package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** A coroutine that waits until there are news of a {@link Feed} that it has not seen. */
abstract class FeedFrame<T extends @Nullable Object> extends Waiter<T> {

    private final Feed feed; // constant after construction

    FeedFrame(Feed feed) {
        this.feed = feed;
    }

    /** Tells whether there are news. */
    abstract boolean isNew();

    /** Takes note of the news; only if there are some. */
    abstract T take();

    @Override
    @Nullable
    final Object begin(Execution x, int depth) throws Throwable {
        feed.checkThread(method());
        return woken(x);
    }

    @Override
    @Nullable
    final Object woken(Execution x) throws Throwable {
        if (isNew()) {
            return take();
        }
        feed.checkOpen();
        return waitIn(feed.waiters, x);
    }

    @Override
    final Object interrupted(Execution x, Throwable thrown) throws Throwable {
        feed.waiters.remove(this);
        throw thrown;
    }

    @Override
    final String kind() {
        return feed.kind();
    }
}
