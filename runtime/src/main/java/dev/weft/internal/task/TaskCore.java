package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Task}: its steps, what it waits for, and requests to cancel it.
 *
 * <p>The task itself stands in the loop's queues, in the timers and among the waiters of a future: it has no handle.
 *
 * @param <T> the type of the value
 */
public abstract class TaskCore<T> extends Future<T> {

    /*
     * CREATED        -> RUNNING         the first step; cancelled before: the body never runs
     * RUNNING        -> READY           yieldNow: the task stands in the ready queue
     * RUNNING        -> WAITING         it stands among the waiters of the future waitingFor; that queues it when done
     * RUNNING        -> SLEEPING        it hangs in the timers
     * SLEEPING       -> DUE             its time has come: it stands in the ready queue, behind what was ready before
     * DUE            -> READY           that entry ran: it stands there again, to wake up in the next turn
     * SLEEPING       -> INTERRUPTED     cancel: it stands in the ready queue, to be thrown a CancelledError
     * DUE            -> DUE_INTERRUPTED cancel: it stands there twice; the first entry must be passed over
     * DUE_INTERRUPTED-> INTERRUPTED     that entry ran
     * READY, WAITING, INTERRUPTED -> RUNNING   the next step
     * RUNNING        -> ENDED
     *
     * READY, WAITING and SLEEPING are noted by the await itself; the task registers when its stack is unwound.
     */
    private static final byte CREATED = 0;
    private static final byte RUNNING = 1;
    private static final byte READY = 2;
    private static final byte WAITING = 3;
    private static final byte SLEEPING = 4;
    private static final byte DUE = 5;
    private static final byte INTERRUPTED = 6;
    private static final byte DUE_INTERRUPTED = 7;
    private static final byte ENDED = 8;

    private byte phase = CREATED; // loop thread
    private boolean mustCancel; // loop thread: a CancelledError is to be thrown at the next step
    private final byte slot; // constant after construction: where it stands in its block

    /** Where the next step resumes; before the first and after the last, the coroutine. */
    private Frame<?> leaf; // loop thread

    private @Nullable Future<?> waitingFor; // loop thread: from the step that awaits it to the next step
    private long deadline; // loop thread
    private int timerPosition; // loop thread: where the wheel has it

    /** For {@link Task}. */
    protected TaskCore(TaskBlock block, Frame<T> leaf, @Nullable String name, @Nullable Object context) {
        super(block.eventLoop);
        this.loop = block;
        this.leaf = leaf;
        this.context = context;
        this.slot = (byte) block.nextSlot();
        block.add(this, name);
    }

    /** Does the first step here and now, inside of what runs already. */
    protected final void startEagerly() {
        LoopCore core = loop.core;
        Activity outer = core.running;
        try {
            step();
        } finally {
            core.running = outer;
        }
    }

    @Override
    protected final void run() {
        if (phase == READY && !mustCancel) { // most steps, and nothing was awaited: measured, a seventh of a switch
            phase = RUNNING;
            step(false, null, null);
        } else if (phase == DUE) {
            phase = READY;
            loop.core.add(this);
        } else if (phase == DUE_INTERRUPTED) {
            phase = INTERRUPTED;
        } else {
            step();
        }
    }

    private void step() {
        boolean first = phase == CREATED;
        Throwable thrown = null;
        Object sent = null;
        FutureCore<?> awaited = waitingFor;
        if (awaited != null) {
            waitingFor = null;
            thrown = awaited.takeError();
            sent = thrown == null ? awaited.value() : null;
        } else if (phase == INTERRUPTED) {
            thrown = requestedError();
        }
        if (mustCancel) {
            mustCancel = false;
            thrown = thrown instanceof CancelledError ? thrown : requestedError();
        }
        phase = RUNNING;
        if (first && thrown != null) {
            endUnstarted(thrown);
        } else {
            step(first, sent, thrown);
        }
    }

    private void step(boolean first, @Nullable Object sent, @Nullable Throwable thrown) {
        LoopExecution execution = loop.execution;
        loop.core.running = this;
        Object outcome;
        try {
            outcome = execution.step(leaf, first, sent, thrown);
        } catch (Throwable failure) {
            endThrown(failure);
            return;
        }
        if (outcome == Frame.SUSPENDED) {
            register();
        } else {
            endReturned(outcome);
        }
    }

    /** Notes where the chain of its activations stands, if elsewhere than before the step. */
    final void standsAt(Frame<?> activation) {
        leaf = activation;
    }

    /** Notes that the step which runs yields. */
    final void yields() {
        phase = READY;
    }

    /** Notes that the step which runs awaits a future. */
    final void awaits(Future<?> future) {
        phase = WAITING;
        waitingFor = future;
    }

    /** Notes that the step which runs sleeps. */
    final void sleeps(long until) {
        phase = SLEEPING;
        deadline = until;
    }

    /** Registers with what the step that has just suspended awaits. */
    private void register() {
        Future<?> future = waitingFor;
        if (phase == WAITING && future != null) {
            ((FutureCore<?>) future).addWaiter(this);
            if (mustCancel && future.cancel(cancelMessage())) {
                mustCancel = false;
            }
            return;
        }
        if (future != null) {
            waitingFor = null; // noted by an await that threw before it had suspended, for want of stack
        }
        if (phase == READY) {
            loop.core.add(this);
        } else if (mustCancel) {
            mustCancel = false;
            phase = INTERRUPTED;
            loop.core.add(this);
        } else {
            loop.core.schedule(this);
        }
    }

    private void endUnstarted(Throwable thrown) {
        if (leaf.state() == Coroutine.State.CREATED) {
            leaf.close();
        }
        endThrown(thrown);
    }

    private void endReturned(@Nullable Object value) {
        leave();
        if (mustCancel) {
            mustCancel = false;
            endCancelled(cancelMessage());
        } else {
            finish(value);
        }
    }

    private void endThrown(Throwable thrown) {
        leave();
        if (thrown instanceof CancelledError) {
            endCancelled(thrown);
            return;
        }
        fail(thrown);
        if (Fatal.is(thrown)) {
            markSeen();
            Fatal.rethrow(thrown);
        }
    }

    @Override
    final Failure unseen(Throwable failure, UnseenFailures all) {
        return all.add(new TaskFailure(this, failure, all, block(), slot, leaf));
    }

    private void leave() {
        phase = ENDED;
        if (waitingFor != null) {
            waitingFor = null;
        }
        block().remove(slot);
    }

    /** Asks the task, and the tasks that it awaits, to cancel; false if it was done already. */
    protected final boolean requestCancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            markSeen();
            return false;
        }
        TaskCore<?> innermost = this;
        innermost.notes().cancelRequests++;
        while (innermost.waitingFor instanceof TaskCore<?> next && !next.isDone()) {
            if (!loop.eventLoop.cancelWalk.asks(next)) {
                return true;
            }
            innermost = next;
            innermost.notes().cancelRequests++;
        }
        innermost.interrupt(message);
        return true;
    }

    /** Cancels what this task awaits, which is not a task that is pending; or else notes the request. */
    private void interrupt(@Nullable String message) {
        if (phase == SLEEPING) {
            loop.core.unschedule(this);
            interruptSleep(INTERRUPTED, message);
        } else if (phase == DUE) {
            interruptSleep(DUE_INTERRUPTED, message);
        } else if (waitingFor == null || !waitingFor.cancel(message)) {
            mustCancel = true;
            if (phase != INTERRUPTED && phase != DUE_INTERRUPTED) {
                notes().cancelMessage = message;
            }
        }
    }

    private void interruptSleep(byte interrupted, @Nullable String message) {
        phase = interrupted;
        notes().cancelMessage = message;
        loop.core.add(this);
    }

    /** The requests to cancel that were not taken back. */
    protected final int cancelRequests() {
        TaskNotes notes = notesOrNull();
        return notes == null ? 0 : notes.cancelRequests;
    }

    /** Takes one request to cancel back; returns how many are left. */
    protected final int takeBackCancel() {
        checkThread("uncancel");
        TaskNotes notes = notesOrNull();
        if (notes == null || notes.cancelRequests == 0) {
            return 0;
        }
        int left = --notes.cancelRequests;
        if (left == 0) {
            mustCancel = false;
        }
        return left;
    }

    private TaskBlock block() {
        return (TaskBlock) loop;
    }

    private TaskNotes notes() {
        return block().notes(slot);
    }

    private @Nullable TaskNotes notesOrNull() {
        return block().notesOrNull(slot);
    }

    private @Nullable String cancelMessage() {
        TaskNotes notes = notesOrNull();
        return notes == null ? null : notes.cancelMessage;
    }

    private CancelledError requestedError() {
        return new CancelledError(cancelMessage());
    }

    /** The name that it was given, or one with its number. */
    protected final String nameOrNumber() {
        return block().name(slot);
    }

    /** Gives it another name. */
    protected final void rename(String name) {
        notes().name = name;
    }

    /** The coroutine that it runs. */
    @SuppressWarnings("unchecked")
    protected final Coroutine<T> root() {
        boolean begun = phase != CREATED && phase != ENDED;
        return (Coroutine<T>) (begun ? Driver.root(leaf) : leaf);
    }

    /** The activations of its coroutines, the innermost await first; none if it is done. */
    protected final List<StackTraceElement> places() {
        return isDone() ? List.of() : Driver.stack(leaf);
    }

    /** The future that it awaits, from the step that awaits it to the next step. */
    final @Nullable Future<?> waitingFor() {
        return waitingFor;
    }

    @Override
    protected final void expire(LoopCore core) {
        phase = DUE;
        core.add(this);
    }

    @Override
    protected final long timerDeadline() {
        return deadline;
    }

    @Override
    protected final int timerPosition() {
        return timerPosition;
    }

    @Override
    protected final void timerPosition(int position) {
        timerPosition = position;
    }

    @Override
    protected final String kind() {
        return "Task";
    }

    @Override
    public String toString() {
        return nameOrNumber() + " (" + root().name() + ") " + stateName();
    }
}
