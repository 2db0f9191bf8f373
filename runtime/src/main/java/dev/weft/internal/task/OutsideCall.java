package dev.weft.internal.task;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.HandedJob;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.ThreadCall;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A coroutine that another thread hands to a loop, whose value it waits for. */
public final class OutsideCall<T extends @Nullable Object> extends Activity implements HandedJob {

    private final Coroutine<T> coroutine; // constant after construction
    private final EventLoop loop; // constant after construction
    private final CompletableFuture<T> outside = new OutsideView<>(); // any thread
    private final @Nullable ThreadCall
            sender; // constant after construction: what the thread does for the loop, if that is known
    private boolean counted; // loop thread: the sender is known to wait

    private OutsideCall(Coroutine<T> coroutine, EventLoop loop) {
        this.coroutine = coroutine;
        this.loop = loop;
        this.context = CurrentContext.captured();
        LoopCore core = ((LoopAccess) loop).core;
        sender = core.jumpsInTime() ? core.callOnThread() : null;
    }

    /** Hands a coroutine to a loop; returns the future of its value. Any thread. */
    public static <T extends @Nullable Object> CompletableFuture<T> submit(Coroutine<T> coroutine, EventLoop loop) {
        OutsideCall<T> call = new OutsideCall<>(coroutine, loop);
        ((LoopAccess) loop).core.enqueue(call);
        return call.outside;
    }

    /** The thread waits from now on, and not from the moment on at which this runs: the loop must not wait for it meanwhile. */
    @Override
    public void takenIn() {
        if (sender != null) {
            counted = true;
            sender.beginCoroutine();
        }
    }

    @Override
    protected void run() {
        ((LoopAccess) loop).core.running = this;
        try {
            Task<T> task = loop.createTask(coroutine);
            OutsideFuture.connect(task, outside, true);
            letTimePass(task);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            goesOn();
            outside.completeExceptionally(thrown);
        }
    }

    /**
     * A thread that holds a clock which jumps most likely waits for this task now, and the task may wait for a deadline:
     * the hold is taken back until the task has ended.
     */
    private void letTimePass(Task<T> task) {
        LoopCore core = ((LoopAccess) loop).core;
        if (core.jumpsInTime()) {
            core.release();
            task.addDoneCallback(done -> {
                core.hold();
                goesOn();
            });
        }
    }

    private void goesOn() {
        if (counted && sender != null) {
            counted = false;
            sender.endCoroutine();
        }
    }

    @Override
    protected void dropped() {
        if (coroutine.state() == Coroutine.State.CREATED) {
            coroutine.close();
        }
        outside.completeExceptionally(new CancellationException(
                "the event loop was closed before coroutine " + coroutine.name() + " could run"));
    }
}
