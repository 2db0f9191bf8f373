package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import org.jspecify.annotations.Nullable;

/**
 * A future that ends when others have ended.
 *
 * @param <T> the type of the value
 */
public final class LinkedFuture<T extends @Nullable Object> extends Future<T> {

    private final WaitLink link; // constant after construction
    private boolean refused; // loop thread: an await of it threw, because it would have closed a cycle

    /** Creates a pending future and notes the link that will end it. */
    public LinkedFuture(EventLoop loop, WaitLink link) {
        super(loop);
        this.link = link;
    }

    @Override
    protected void callbackAdded() {
        link.keep();
    }

    @Override
    protected WaitLink link() {
        return link;
    }

    @Override
    protected boolean isRefused() {
        return refused;
    }

    @Override
    protected boolean noteRefused() {
        refused = true;
        return true;
    }
}
