package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.WaitLink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The future of several awaitables, for {@code gather} and {@code gatherSettled}.
 *
 * <p>A request to cancel it goes on to its children, as with a task, and it ends as they do.
 *
 * @param <R> the type of its value
 */
public final class Gather<R extends @Nullable Object> extends Future<R> implements Consumer<Future<Object>>, WaitLink {

    private final GatherChildren children; // loop thread
    private final boolean settled; // constant after construction: true if failures are outcomes
    private int pending; // loop thread: children that are not done, repeated ones as often as they are there
    private @Nullable Object cancelRequested; // loop thread: null, or the request of debug mode, or else true
    private boolean refused; // loop thread: an await of it threw, because it would have closed a cycle

    private Gather(EventLoop loop, int count, boolean settled) {
        super(loop);
        children = new GatherChildren(count);
        this.settled = settled;
    }

    /** Creates the future of the values. */
    public static <T extends @Nullable Object> Future<List<T>> values(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Gather<List<T>>(loop, awaitables.size(), false).begin(awaitables);
    }

    /** Creates the future of the outcomes. */
    public static <T extends @Nullable Object> Future<List<Outcome<T>>> outcomes(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Gather<List<Outcome<T>>>(loop, awaitables.size(), true).begin(awaitables);
    }

    private Future<R> begin(Collection<? extends Awaitable<?>> awaitables) {
        children.addAllOf(awaitables, loop());
        List<Future<Object>> doneAlready = new ArrayList<>(0);
        for (Future<Object> child : children.list()) {
            pending++;
            if (child.isDone()) {
                doneAlready.add(child);
            } else {
                child.addDoneCallback(this);
            }
        }
        if (pending == 0) {
            finish(List.of());
        }
        doneAlready.forEach(this);
        return this;
    }

    /** Tells whether a child that ends with a value is only counted, or completes the list: no code of the program runs. */
    public boolean onlyCounts() {
        return !isDone() && cancelRequested == null;
    }

    /** Receives a child that is done. */
    @Override
    public void accept(Future<Object> child) {
        pending--;
        if (isDone()) {
            Futures.droppedBy(child, this);
            children.lose(child);
            return;
        }
        Throwable thrown = settled ? null : Futures.errorFor(child, this);
        if (thrown != null) {
            fail(thrown);
            children.loseAll();
        } else if (pending == 0) {
            end();
        }
    }

    private void end() {
        List<Future<Object>> all = children.list();
        Future<Object> last = all.get(all.size() - 1);
        if (cancelRequested != null) {
            children.loseAll();
        }
        Object results = settled ? children.outcomes(this) : children.values();
        if (cancelRequested != null) {
            fail(cancelledErrorOf(last));
        } else {
            finish(results); // every failure was marked as seen
        }
    }

    private Throwable cancelledErrorOf(Future<Object> last) {
        Throwable thrown = last.isCancelled() ? Futures.takeError(last) : null;
        if (thrown != null) {
            return thrown;
        }
        return cancelRequested instanceof CancelRequested why ? why.newError() : new CancelledError();
    }

    /** Cancels all children. */
    @Override
    public boolean cancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            return false;
        }
        if (!canBeCancelled()) {
            return false;
        }
        if (isUnexplained()) {
            return explained(message);
        }
        if (cancelRequested == null) {
            cancelRequested = Objects.requireNonNullElse(EventLoops.request(loop()), true);
        }
        EventLoops.cancelAll(loop(), children.list(), message);
        return true;
    }

    /** Tells whether one of the children can be cancelled. */
    @Override
    protected boolean canBeCancelled() {
        if (!isDone()) {
            for (Future<Object> child : children.list()) {
                if (Futures.canBeCancelled(child)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    protected WaitLink link() {
        return this;
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

    @Override
    public List<Future<Object>> dependencies() {
        return children.list();
    }

    @Override
    public List<Future<?>> dependents() {
        return List.of(this);
    }

    @Override
    public String operation() {
        return "gather";
    }

    @Override
    public String progress() {
        return WaitLink.progress(operation(), pending, children.list().size());
    }

    @Override
    protected String kind() {
        return "Gather";
    }
}
