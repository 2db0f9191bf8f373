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
import java.util.IdentityHashMap;
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

    private final List<Future<Object>> children = new ArrayList<>(); // loop thread: one for each argument, in order
    private final boolean settled; // constant after construction: true if failures are outcomes
    private int pending; // loop thread: distinct children that are not done
    private boolean cancelRequested; // loop thread

    private Gather(EventLoop loop, boolean settled) {
        super(loop);
        this.settled = settled;
    }

    /** Creates the future of the values. */
    public static <T extends @Nullable Object> Future<List<T>> values(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Gather<List<T>>(loop, false).begin(awaitables);
    }

    /** Creates the future of the outcomes. */
    public static <T extends @Nullable Object> Future<List<Outcome<T>>> outcomes(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        return new Gather<List<Outcome<T>>>(loop, true).begin(awaitables);
    }

    private Future<R> begin(Collection<? extends Awaitable<?>> awaitables) {
        List<Future<Object>> doneAlready = new ArrayList<>();
        IdentityHashMap<Object, Future<Object>> known = new IdentityHashMap<>();
        for (Awaitable<?> awaitable : awaitables) {
            Future<Object> child = known.get(awaitable);
            if (child == null) {
                child = adopt(awaitable, doneAlready);
                known.put(awaitable, child);
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
            Object results = settled ? settledOutcomes() : childValues(); // marks every failure as seen
            if (cancelRequested) {
                fail(cancelledErrorOf(children.get(children.size() - 1)));
            } else {
                finish(results);
            }
        }
    }

    private static Throwable cancelledErrorOf(Future<Object> last) {
        Throwable thrown = last.isCancelled() ? Futures.takeError(last) : null;
        return thrown == null ? new CancelledError() : thrown;
    }

    private List<@Nullable Object> childValues() {
        List<@Nullable Object> values = new ArrayList<>(children.size());
        for (Future<Object> child : children) {
            values.add(Futures.value(child));
        }
        return values;
    }

    private List<Outcome<Object>> settledOutcomes() {
        List<Outcome<Object>> outcomes = new ArrayList<>(children.size());
        for (Future<Object> child : children) {
            Throwable thrown = child.isCancelled() ? Futures.newCancelledError(child) : Futures.takeError(child);
            outcomes.add(thrown == null ? new Outcome.Value<>(Futures.value(child)) : new Outcome.Failure<>(thrown));
        }
        return outcomes;
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
