package dev.weft;

import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.LoopCore;

/**
 * What a future holds of its loop: the loop itself, or for a task the block of the loop's tasks in which it stands.
 *
 * <p>So a task needs no field for the loop beside the one for its block, and what a step needs of the loop is one read
 * away from either.
 */
abstract sealed class LoopAccess permits EventLoop, TaskBlock {

    final EventLoop eventLoop; // constant after construction
    final LoopCore core; // constant after construction
    final LoopExecution execution; // constant after construction

    /** Of a loop that is being made: itself. */
    LoopAccess(Clock clock, Poller poller) {
        eventLoop = (EventLoop) this;
        core = new LoopCore(this, new ClockReading(clock), poller);
        execution = new LoopExecution(eventLoop);
    }

    /** Of a loop that is there. */
    LoopAccess(EventLoop loop) {
        eventLoop = loop;
        core = loop.core;
        execution = loop.execution;
    }

    /** Queues a job from any thread; one that comes after the loop was closed is dropped. */
    final void enqueue(Job job) {
        if (core.isOwnThread()) {
            core.add(job);
        } else {
            core.addFromAnyThread(job);
        }
    }

    /** Throws if another thread runs the loop. */
    final void checkThread(String call) {
        Thread owner = core.thread();
        if (owner != null && owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    call + " was called on " + Thread.currentThread().getName()
                            + ", but the event loop runs on " + owner.getName()
                            + ": only callSoonThreadsafe(() -> ...) may be called from another thread");
        }
    }
}
