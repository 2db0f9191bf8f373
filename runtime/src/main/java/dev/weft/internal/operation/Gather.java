package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.WaitLink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private final ArrayList<Future<Object>> children; // loop thread: one for each argument, in order; then the outcomes
    private final boolean settled; // constant after construction: true if failures are outcomes
    private int pending; // loop thread: distinct children that are not done
    private boolean cancelRequested; // loop thread

    private Gather(EventLoop loop, int count, boolean settled) {
        super(loop);
        children = new ArrayList<>(count);
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
        List<Future<Object>> doneAlready = new ArrayList<>(0);
        DistinctChildren known = new DistinctChildren(awaitables.size());
        for (Awaitable<?> awaitable : awaitables) {
            Future<Object> child = known.find(awaitable);
            if (child == null) {
                child = adopt(awaitable, doneAlready);
                known.add(awaitable, child);
            }
            children.add(child);
        }
        if (children.isEmpty()) {
            finish(List.of());
        }
        doneAlready.forEach(this);
        return this;
    }

    @SuppressWarnings("unchecked")
    private Future<Object> adopt(Awaitable<?> awaitable, List<Future<Object>> doneAlready) {
        Future<Object> child = (Future<Object>) Futures.of(awaitable, loop());
        pending++;
        if (child.isDone()) {
            doneAlready.add(child);
        } else {
            child.addDoneCallback(this);
        }
        return child;
    }

    /** Receives a child that is done. */
    @Override
    public void accept(Future<Object> child) {
        pending--;
        if (isDone()) {
            Futures.markSeen(child);
            return;
        }
        Throwable thrown = settled ? null : Futures.takeError(child);
        if (thrown != null) {
            fail(thrown);
        } else if (pending == 0) {
            Future<Object> last = children.get(children.size() - 1);
            Object results = outcomes(); // marks every failure as seen
            if (cancelRequested) {
                fail(cancelledErrorOf(last));
            } else {
                finish(results);
            }
        }
    }

    private static Throwable cancelledErrorOf(Future<Object> last) {
        Throwable thrown = last.isCancelled() ? Futures.takeError(last) : null;
        return thrown == null ? new CancelledError() : thrown;
    }

    /** Puts the values or outcomes in the place of the children: a list of the same length less. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<@Nullable Object> outcomes() {
        List<@Nullable Object> results = (List) children;
        for (int i = 0; i < results.size(); i++) {
            Future<Object> child = children.get(i);
            results.set(i, settled ? outcome(child) : Futures.value(child));
        }
        return results;
    }

    private static Outcome<Object> outcome(Future<Object> child) {
        Throwable thrown = child.isCancelled() ? Futures.newCancelledError(child) : Futures.takeError(child);
        return thrown == null ? new Outcome.Value<>(Futures.value(child)) : new Outcome.Failure<>(thrown);
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
        cancelRequested = true;
        EventLoops.cancelAll(loop(), children, message);
        return true;
    }

    /** Tells whether one of the children can be cancelled. */
    @Override
    protected boolean canBeCancelled() {
        if (!isDone()) {
            for (Future<Object> child : children) {
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
    public List<Future<Object>> dependencies() {
        return children;
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
    protected String kind() {
        return "Gather";
    }
}
