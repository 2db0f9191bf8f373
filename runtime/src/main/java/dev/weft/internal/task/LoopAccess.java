package dev.weft.internal.task;

import dev.weft.AsyncIterator;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.internal.coroutine.CoroutineLoop;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.Unstarted;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.LoopCore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A future's reference to its loop: the loop itself, or for a task the block of the loop's tasks to which it belongs.
 *
 * <p>So a task needs no field for the loop beside the one for its block, and what a step needs of the loop is one read
 * away from either.
 */
public abstract class LoopAccess extends CoroutineLoop {

    /** The loop of the public API. */
    protected final EventLoop eventLoop; // constant after construction

    /** The queues and timers of the loop. */
    protected final LoopCore core; // constant after construction

    final LoopExecution execution; // constant after construction

    /** Creates the access of a new loop: the loop itself. */
    LoopAccess(LongSupplier clock, Poller poller) {
        super(new Unstarted());
        eventLoop = (EventLoop) this;
        core = LoopCore.on(this, clock, poller);
        execution = new LoopExecution(eventLoop, core, unstarted);
    }

    /** Creates another access to a loop. */
    LoopAccess(LoopAccess loop) {
        super(loop.unstarted);
        eventLoop = loop.eventLoop;
        core = loop.core;
        execution = loop.execution;
    }

    @Override
    protected final void closeDropped(AsyncIterator<?> iterator) {
        eventLoop.createTask(iterator.close());
    }

    @Override
    protected final void report(String message, @Nullable Throwable failure) {
        if (failure != null) {
            LogicalTrace.leaveCallback(failure);
        }
        eventLoop.callExceptionHandler(new LoopError(message, failure));
    }
}
