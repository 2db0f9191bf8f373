package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.loop.ForeignText;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The link between a loop's future and the JDK's future that other threads hold of it: cancelling either cancels the other. */
public final class OutsideFuture<T extends @Nullable Object>
        implements Consumer<Future<T>>, BiConsumer<Object, Throwable>, WaitLink {

    private final CompletableFuture<T> outside; // constant after construction
    private final Future<T> future; // constant after construction
    private OutsideFutures.@Nullable Node node; // loop thread: in the loop's list while it is pending

    private final boolean own; // constant after construction: no other code has the loop's future

    private OutsideFuture(CompletableFuture<T> outside, Future<T> future, boolean own) {
        this.outside = outside;
        this.future = future;
        this.own = own;
    }

    /** A future that is completed with the given one; loop thread only. */
    public static <T extends @Nullable Object> CompletableFuture<T> of(Future<T> future) {
        CompletableFuture<T> outside = new OutsideView<>();
        connect(future, outside, false);
        return outside;
    }

    /**
     * Completes the outer future with the inner one; loop thread only.
     *
     * @param own whether no other code has the loop's future: its coroutine takes back a value that comes when the outer one
     *     is done
     */
    public static <T extends @Nullable Object> void connect(
            Future<T> future, CompletableFuture<T> outside, boolean own) {
        OutsideFuture<T> link = new OutsideFuture<>(outside, future, own);
        if (future.isDone()) {
            link.copy();
        } else if (future.loop().isClosed()) {
            link.fail();
        } else {
            link.node = future.loop().outside.add(link);
            if (outside instanceof OutsideView<T> view) {
                view.link(link);
            }
            future.addDoneCallback(link);
            Stages.whenEnded(outside, link);
        }
    }

    /** The loop's future is done. */
    @Override
    public void accept(Future<T> done) {
        if (node != null) {
            future.loop().outside.remove(node);
            node = null;
        }
        copy();
    }

    /** The JDK's future is done; called on the thread that completed it. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        if (outside.isCancelled()) {
            EventLoops.cancelFromAnyThread(future, CancelSource.OUTSIDE, ", through its CompletableFuture");
        }
    }

    /** Returns the loop's future. */
    Future<T> future() {
        return future;
    }

    /** The loop is closed, so that nothing can complete its future any more. */
    void fail() {
        if (future.isDone()) {
            copy(); // its callback was dropped
        } else {
            if (outside instanceof OutsideView<T> view) {
                view.link(null);
            }
            outside.completeExceptionally(
                    new CancellationException("the event loop was closed before " + future + " was done"));
        }
    }

    @Override
    public List<Future<?>> dependencies() {
        return List.of(future);
    }

    @Override
    public Collection<? extends Future<?>> dependents() {
        StageWatch watch = watch();
        return watch == null ? List.of() : watch.pending();
    }

    @Override
    public String operation() {
        return "toCompletableFuture";
    }

    /** Returns the number of callbacks by which its own loop waits for the JDK's future. */
    int watches() {
        return watch() == null ? 0 : 1;
    }

    private @Nullable StageWatch watch() {
        return StageWatches.of(future.loop()).get(outside);
    }

    private void copy() {
        if (outside instanceof OutsideView<T> view) {
            view.link(null);
        }
        FutureCore<T> inner = future;
        if (inner.wasCancelled()) {
            outside.completeExceptionally(jdkView(inner.lookAtCancel()));
            return;
        }
        Throwable thrown = inner.takeError();
        if (thrown == null) {
            T value = inner.value();
            if (!outside.complete(value) && own) {
                Futures.takeBack(future);
            }
        } else {
            if (outside instanceof OutsideView<T> view && LogicalTrace.known(thrown) != null) {
                view.failedTask(FailurePath.failedTask(inner, thrown));
            }
            outside.completeExceptionally(thrown);
        }
    }

    private static CancellationException jdkView(Throwable cancelled) {
        CancellationException view = new CancellationException(ForeignText.messageOf(cancelled));
        view.initCause(cancelled);
        return view;
    }
}
