package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.loop.Activity;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The futures of one loop that wait for the same pending stage. They have one callback there, because the JDK's list of
 * callbacks forgets none: a stage that lives long would keep all the futures that ever waited for it.
 *
 * <p>A future that nothing refers to, and that has no callback, becomes garbage. If some have, and the stage fails, that is
 * reported once.
 */
final class StageWatch extends Activity implements BiConsumer<Object, Throwable> {

    private static final int SMALLEST = 16; // futures, for which nobody looks for garbage among them

    private final CompletionStage<?> stage; // constant after construction
    private final EventLoop loop; // constant after construction
    private final List<WeakReference<StageFuture<?>>> futures = new ArrayList<>(1); // loop thread, in order of creation
    private @Nullable Set<StageFuture<?>> held; // loop thread: those with callbacks
    private boolean forgotten; // loop thread: some have become garbage
    private int limit = SMALLEST; // loop thread: so many are looked through next
    private @Nullable Object value; // any thread until it is queued, then loop thread
    private @Nullable Throwable thrown; // any thread until it is queued, then loop thread

    private StageWatch(CompletionStage<?> stage, EventLoop loop) {
        this.stage = stage;
        this.loop = loop;
    }

    /** Adds a future to those that wait for its stage, which is of a class that the runtime knows. */
    static void add(StageFuture<?> future, CompletionStage<?> stage, EventLoop loop) {
        StageWatches all = StageWatches.of(loop);
        StageWatch watch = all.get(stage);
        if (watch != null) {
            watch.add(future);
            return;
        }
        StageWatch first = new StageWatch(stage, loop);
        all.add(stage, first);
        first.add(future);
        Stages.whenEnded(stage, first);
    }

    private void add(StageFuture<?> future) {
        if (futures.size() >= limit) {
            futures.removeIf(this::isOver);
            limit = Math.max(SMALLEST, 2 * futures.size());
        }
        futures.add(new WeakReference<>(future));
    }

    private boolean isOver(WeakReference<StageFuture<?>> reference) {
        StageFuture<?> future = reference.get();
        forgotten |= future == null;
        return future == null || future.isDone();
    }

    /** Keeps a future until the stage has ended. */
    void hold(StageFuture<?> future) {
        if (held == null) {
            held = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        held.add(future);
    }

    /** Forgets a future that waits no more, and that nobody is to hear of when the stage fails. */
    void remove(StageFuture<?> future) {
        futures.removeIf(reference -> reference.get() == future);
        if (held != null) {
            held.remove(future);
        }
    }

    /** Returns the futures that wait. */
    List<Future<?>> pending() {
        List<Future<?>> pending = new ArrayList<>();
        for (WeakReference<StageFuture<?>> reference : futures) {
            StageFuture<?> future = reference.get();
            if (future != null && !future.isDone()) {
                pending.add(future);
            }
        }
        return pending;
    }

    /** Receives the outcome of the stage, on the thread that completed it. */
    @Override
    public void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
        value = stageValue;
        thrown = stageError;
        ((LoopAccess) loop).core.enqueue(this);
    }

    @Override
    protected void run() {
        StageWatches.of(loop).remove(stage);
        for (WeakReference<StageFuture<?>> reference : futures) {
            if (!isOver(reference)) {
                Objects.requireNonNull(reference.get()).receive(value, thrown);
            }
        }
        if (forgotten && thrown != null) {
            new StageFuture<>(stage, loop, null).receive(null, thrown);
        }
    }
}
