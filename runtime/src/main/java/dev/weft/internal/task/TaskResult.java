package dev.weft.internal.task;

import dev.weft.Task;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.context.Snapshot;
import dev.weft.internal.coroutine.CoroutineResult;
import dev.weft.internal.coroutine.Handover;
import dev.weft.internal.loop.LoopCore;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a task that runs a coroutine for the method which awaits it. */
public final class TaskResult extends CoroutineResult {

    private final Task<?> task; // constant after construction

    private TaskResult(Task<?> task) {
        this.task = task;
    }

    /** Creates the future of a task that was started eagerly, in a copy of the context that is current now. */
    @SuppressWarnings("unchecked")
    public static <T> TaskResult of(Task<T> task) {
        Snapshot changed = Snapshot.of(LoopCore.contextOf(task));
        if (changed != CurrentContext.snapshot()) {
            CurrentContext.set(changed);
        }
        TaskResult result = new TaskResult(task);
        OutsideFuture.connect(task, (CompletableFuture<T>) (CompletableFuture<?>) result, false);
        return result;
    }

    Task<?> task() {
        return task;
    }

    @Override
    public @Nullable Object contextAtEnd() {
        return LoopCore.contextOf(task);
    }

    @Override
    public boolean handsOver() {
        return Handover.isBy(task.coroutine());
    }

    @Override
    public void takeBack(@Nullable Object value) {
        if (isOnItsLoop()) {
            Handover.takeBack(task.coroutine(), value);
        } else {
            EventLoops.callIfOpen(task.loop(), () -> Handover.takeBack(task.coroutine(), value));
        }
    }

    @Override
    protected void requestCancel() {
        if (isOnItsLoop()) {
            task.cancel(CancelSource.STAGE);
        } else {
            EventLoops.cancelFromAnyThread(task, CancelSource.STAGE, ", through the method that awaits it");
        }
    }

    private boolean isOnItsLoop() {
        return ((FutureCore<?>) task).loop.core.isOwnThread();
    }
}
