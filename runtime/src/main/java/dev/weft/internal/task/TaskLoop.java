package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.internal.coroutine.SuspendedStages;
import dev.weft.internal.io.Poller;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An event loop as seen by its tasks and futures: the machinery of {@link EventLoop}. */
public abstract class TaskLoop extends LoopAccess {

    /** The tasks that are not done. */
    protected final TaskList tasks = new TaskList(this); // loop thread

    /** The failures that have not been seen. */
    protected final UnseenFailures unseen = new UnseenFailures(this); // loop thread

    /** The JDK's futures that other threads hold of this loop's. */
    protected final OutsideFutures outside = new OutsideFutures(); // loop thread

    /** The activations that return stages and are suspended. */
    protected final SuspendedStages suspendedStages = new SuspendedStages(); // loop thread

    /** The operations that wait for futures which do not keep them. */
    final WeakLinks weakLinks = new WeakLinks(); // constant after construction

    /** The stages for which futures wait. */
    final StageWatches stageWatches = new StageWatches(); // loop thread

    /** The way of a request to cancel from task to task. */
    protected final CancelWalk cancelWalk = new CancelWalk(); // loop thread

    /** What another room keeps for this loop; null until it does. */
    protected @Nullable LoopAttachment attachment; // loop thread

    /** Whether this loop looks for a standstill when it is idle. */
    protected boolean detectsStalls = true; // constant before the loop runs

    /** Whether this loop has stood still, and ends when its tasks have cleaned up. */
    protected boolean stalled; // loop thread

    private final OpenLoops.Entry entry; // constant after construction
    private volatile @Nullable String name; // any thread: null for one with the number of the loop

    /** Creates a loop. */
    @SuppressWarnings("this-escape") // a reader of the list finds a loop without tasks
    protected TaskLoop(LongSupplier clock, Poller poller) {
        super(clock, poller);
        entry = OpenLoops.add(this);
    }

    /** Returns the given name, or one with the number of this loop. */
    protected final String nameOrNumber() {
        String given = name;
        return given == null ? "loop-" + entry.number : given;
    }

    /** Renames this loop. */
    protected final void rename(String newName) {
        name = newName;
    }

    /** Takes this loop, which is closed, from the list of those that are not. */
    protected final void leaveOpenLoops() {
        OpenLoops.remove(entry);
    }

    /** Creates the error of a loop that nothing can wake, with a snapshot of what its tasks wait for. */
    protected abstract Error newStall(String message);

    /** Tells the attachment that no new work is welcome. */
    protected final void endAttachment() {
        LoopAttachment attached = attachment;
        if (attached != null) {
            attached.loopEnds();
        }
    }

    /** Closes the attachment. */
    protected final void closeAttachment() {
        LoopAttachment attached = attachment;
        if (attached != null) {
            attached.loopCloses();
        }
    }

    /** Switches the reports of tasks that swallow a cancellation. */
    protected final void watchCancels(boolean wanted) {
        execution.watchesCancels = wanted;
    }

    /** Limits the chains of activations of which each awaits the next. */
    protected final void limitDepth(int limit) {
        execution.limitDepth(limit);
    }

    /** Runs an action on the loop if it is open: for news that a closed loop can do without. */
    final void callIfOpen(Runnable action) {
        if (!core.isClosed()) {
            core.enqueue(new Notice(this, action));
        }
    }
}
