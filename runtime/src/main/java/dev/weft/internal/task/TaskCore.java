package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.ChainPosition;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.coroutine.Handover;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.OneLine;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Task}: its steps, what it awaits, and the requests to cancel it.
 *
 * <p>The task itself is the entry in the loop's queues, in the timers and among the waiters of a future: it needs no
 * handle.
 *
 * @param <T> the type of the value
 */
public abstract sealed class TaskCore<T extends @Nullable Object> extends Future<T> permits Task {

    /*
     * CREATED        -> RUNNING         the first step; cancelled before: the body never runs
     * RUNNING        -> READY           yieldNow: the task is in the ready queue
     * RUNNING        -> WAITING         it is a waiter of the future waitingFor, which enqueues it when done
     * RUNNING        -> SLEEPING        it is in the timers
     * SLEEPING       -> DUE             the deadline has come: it is in the ready queue, behind what was ready before
     * DUE            -> READY           that entry ran: it is there again, to resume in the next turn
     * SLEEPING       -> INTERRUPTED     cancel: it is in the ready queue, and resumes with a CancelledError
     * DUE            -> DUE_INTERRUPTED cancel: it is there twice, and the first entry must be skipped
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

    private static final byte CANCEL = 1; // a CancelledError is to be thrown at the next step
    private static final byte BRIDGES = 2; // a step has thread-locals to set and to restore
    private static final byte WATCHED = 4; // debug mode: the task may swallow the cancellation that was thrown in it

    private byte phase = CREATED; // loop thread
    private byte extras; // loop thread: what a step does that most need not, 0 or a sum of these three
    private final byte slot; // constant after construction: the position in the block

    /** The activation at which the next step resumes; before the first step and after the last, the coroutine. */
    private Frame<?> leaf; // loop thread

    private @Nullable Future<?> waitingFor; // loop thread: from the step that awaits it to the next step
    private long deadline; // loop thread
    private int timerPosition; // loop thread: the position in the wheel

    /** Creates a task whose first step is not enqueued yet. */
    protected TaskCore(TaskBlock block, Frame<T> leaf, @Nullable String name, @Nullable Object context) {
        super(block.eventLoop);
        this.loop = block;
        this.leaf = leaf;
        this.context = context;
        if (context != null && CurrentContext.isBridged(context)) {
            hasBridges();
        }
        this.slot = (byte) block.nextSlot();
        block.add(this, name);
    }

    /** Runs the first step here and now, inside of the activity that is running. */
    protected final void startEagerly() {
        LoopCore core = loop.core;
        Activity outer = core.running;
        if (outer != null) {
            CurrentContext.end(outer); // what it has in thread-locals is not for this task
        }
        try {
            core.runInside(this);
        } finally {
            core.running = outer;
            if (outer != null) {
                CurrentContext.begin(outer);
            }
        }
    }

    @Override
    protected final void run() {
        if (phase == READY && extras == 0) { // most steps, with no result to take: measured, a seventh of a switch
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

    /** Tells whether the entry in the ready queue is the deadline that has come, and not a step. */
    final boolean isDue() {
        return phase == DUE || phase == DUE_INTERRUPTED;
    }

    /** Tells whether a step of this task runs. */
    final boolean isRunning() {
        return phase == RUNNING;
    }

    /** Tells whether this task is suspended, and its next step is enqueued. */
    final boolean isReady() {
        return phase == READY || phase == DUE || phase == INTERRUPTED || (waitingFor != null && waitingFor.isDone());
    }

    /** Returns the deadline until which this task sleeps; only if it does. */
    final boolean sleeps() {
        return phase == SLEEPING;
    }

    final long deadline() {
        return deadline;
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
            if (thrown != null) {
                FailurePath.pass(thrown, awaited, this);
            }
        } else if (phase == INTERRUPTED) {
            thrown = requestedError();
        }
        if (extras != 0) {
            thrown = withExtras(thrown);
        }
        phase = RUNNING;
        if (first && thrown != null) {
            endUnstarted(thrown);
        } else {
            step(first, sent, thrown);
        }
    }

    /** Takes a pending cancel, and enters the bridges of the context; returns the exception for the step. */
    private @Nullable Throwable withExtras(@Nullable Throwable thrown) {
        if ((extras & BRIDGES) != 0) {
            loop.core.running = this;
            CurrentContext.begin(this);
        }
        if (!takeCancel()) {
            return thrown;
        }
        return thrown instanceof CancelledError ? thrown : requestedError();
    }

    /** Tells whether a CancelledError is to be thrown now, and takes it. */
    private boolean takeCancel() {
        boolean due = (extras & CANCEL) != 0;
        withdrawCancel();
        return due;
    }

    private void withdrawCancel() {
        extras &= BRIDGES | WATCHED;
    }

    @Override
    protected final void hasBridges() {
        extras |= BRIDGES;
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
        if (outcome != Frame.SUSPENDED) {
            endReturned(outcome);
        } else if (extras == 0) {
            register();
        } else {
            registerWithExtras();
        }
    }

    /** Notes the position of the chain of activations, if the step has changed it. */
    final void standsAt(Frame<?> activation) {
        leaf = activation;
    }

    /** Notes that the running step yields. */
    final void yields() {
        phase = READY;
    }

    /** Notes that the running step awaits a future. */
    final void awaits(Future<?> future) {
        phase = WAITING;
        waitingFor = future;
    }

    /** Notes that the running step sleeps. */
    final void sleeps(long until) {
        phase = SLEEPING;
        deadline = until;
    }

    /** Registers with the object that the suspended step awaits. */
    private void register() {
        if (phase == WAITING) {
            ((FutureCore<?>) Objects.requireNonNull(waitingFor)).addWaiter(this);
            return;
        }
        if (waitingFor != null) {
            waitingFor = null; // noted by an await that threw before it had suspended, for lack of stack
        }
        if (phase == READY) {
            loop.core.add(this);
        } else {
            loop.core.schedule(this);
        }
    }

    private void registerWithExtras() {
        if (phase == SLEEPING && takeCancel()) {
            waitingFor = null;
            phase = INTERRUPTED;
            loop.core.add(this);
        } else {
            register();
            if (waitingFor != null && (extras & CANCEL) != 0 && cancelAwaited(waitingFor)) {
                withdrawCancel();
            }
        }
        if ((extras & WATCHED) != 0) {
            watch(false);
        }
        exitBridges();
    }

    private boolean cancelAwaited(Future<?> awaited) {
        CancelRequested why = notes().cancelRequested;
        return why == null
                ? awaited.cancel(cancelMessage())
                : loop.eventLoop.cancelWalk.cancel(awaited, cancelMessage(), why);
    }

    /** Restores the thread-locals after a step; at its very end, because that is code of the program. */
    private void exitBridges() {
        if ((extras & BRIDGES) != 0) {
            CurrentContext.end(this);
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
        if (extras == 0) {
            finish(value);
        } else {
            endWithExtras(value);
        }
    }

    private void endWithExtras(@Nullable Object value) {
        if (takeCancel()) {
            CancelRequested why = notes().takeRequest();
            endCancelled(why == null ? cancelMessage() : new CancelOutcome(cancelMessage(), why));
            Handover.takeBack(leaf, value);
        } else {
            finish(value);
            if ((extras & WATCHED) != 0) {
                watch(true);
            }
        }
        exitBridges();
    }

    /** Notes that a cancellation is thrown in this task now. */
    final void noteThrown(CancelledError error) {
        if (cancelRequests() > 0) {
            TaskNotes notes = notes();
            notes.thrown = new ThrownCancel(error, notes.cancelRequests, leaf, notes.thrown);
            extras |= WATCHED;
        }
    }

    /** Reports a cancellation that this task has swallowed, and forgets one that was taken back. */
    private void watch(boolean ended) {
        TaskNotes notes = notes();
        ThrownCancel thrown = ThrownCancel.pending(notes.thrown, notes.cancelRequests);
        if (thrown != null && (ended || thrown.isAwaitedAgain())) {
            String continuation = ended ? "has returned a value" : "awaits there again";
            loop.report(thrown.message(this, continuation), thrown.error);
            thrown = null;
        }
        notes.thrown = thrown;
        if (thrown == null) {
            extras &= CANCEL | BRIDGES;
        }
    }

    private void endThrown(Throwable thrown) {
        leave();
        if (thrown instanceof CancelledError) {
            endCancelled(thrown);
        } else {
            fail(thrown);
        }
        exitBridges();
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

    /** Requests the cancellation of this task, and of the tasks that it awaits; false if it was done already. */
    protected final boolean requestCancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            markSeen();
            return false;
        }
        if (isUnexplained()) {
            return explained(message);
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

    /** Cancels what this task awaits, which is not a pending task; or else notes the request. */
    private void interrupt(@Nullable String message) {
        if (phase == SLEEPING) {
            loop.core.unschedule(this);
            interruptSleep(INTERRUPTED, message);
        } else if (phase == DUE) {
            interruptSleep(DUE_INTERRUPTED, message);
        } else if (waitingFor == null || !waitingFor.cancel(message)) {
            extras |= CANCEL;
            if (phase != INTERRUPTED && phase != DUE_INTERRUPTED) {
                noteRequest(message);
            }
        }
    }

    private void interruptSleep(byte interrupted, @Nullable String message) {
        phase = interrupted;
        noteRequest(message);
        loop.core.add(this);
    }

    private void noteRequest(@Nullable String message) {
        TaskNotes notes = notes();
        notes.cancelMessage = message;
        notes.cancelRequested = loop.eventLoop.cancelWalk.request();
    }

    /** Returns the number of requests to cancel that were not taken back. */
    protected final int cancelRequests() {
        TaskNotes notes = notesOrNull();
        return notes == null ? 0 : notes.cancelRequests;
    }

    /**
     * Returns the number of requests to cancel that were not taken back, without the one that a running task is still to
     * see: a timeout or a group that it enters now must not take that for its own.
     */
    final int seenCancelRequests() {
        return (extras & CANCEL) != 0 ? cancelRequests() - 1 : cancelRequests();
    }

    /** Takes one request to cancel back; returns the number of those that are left. */
    protected final int takeBackCancel() {
        checkThread("uncancel");
        TaskNotes notes = notesOrNull();
        if (notes == null || notes.cancelRequests == 0) {
            return 0;
        }
        int left = --notes.cancelRequests;
        if (left == 0) {
            withdrawCancel();
            if (phase != INTERRUPTED && phase != DUE_INTERRUPTED) {
                notes.cancelRequested = null;
            }
        }
        return left;
    }

    private TaskBlock block() {
        return (TaskBlock) loop;
    }

    final TaskNotes notes() {
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
        CancelRequested why = notes().takeRequest();
        return why == null ? new CancelledError(cancelMessage()) : new CancelOutcome(cancelMessage(), why).newError();
    }

    /** Returns the given name, or one with the number of this task. */
    protected final String nameOrNumber() {
        return block().name(slot);
    }

    /** Returns its name as a part of a line. */
    final String shownName() {
        return OneLine.of(nameOrNumber());
    }

    /** Renames this task. */
    protected final void rename(String name) {
        notes().name = name;
    }

    /** Returns the coroutine that this task runs. */
    @SuppressWarnings("unchecked")
    protected final Coroutine<T> root() {
        boolean begun = phase != CREATED && phase != ENDED;
        return (Coroutine<T>) (begun ? Driver.root(leaf) : leaf);
    }

    /**
     * Returns the places at which its coroutines are suspended, the innermost await first; in debug mode an element for
     * this task follows, with the place where it was created. None if this task is done.
     */
    protected final List<StackTraceElement> places() {
        if (isDone()) {
            return List.of();
        }
        List<StackTraceElement> places = Driver.stack(leaf);
        StackTraceElement createdAt = createdAt();
        if (createdAt != null) {
            places.add(LogicalTrace.taskElement(nameOrNumber(), createdAt));
        }
        return places;
    }

    /** Returns the element that stands for this task in stack traces. */
    final StackTraceElement element() {
        return LogicalTrace.taskElement(nameOrNumber(), createdAt());
    }

    /** Returns the places at which its coroutines are suspended, the innermost first, and the element that stands for it. */
    final List<StackTraceElement> suspendedAt() {
        List<StackTraceElement> places = ChainPosition.of(leaf).places();
        places.add(element());
        return places;
    }

    private @Nullable StackTraceElement createdAt() {
        TaskNotes notes = notesOrNull();
        return notes == null ? null : notes.createdAt;
    }

    /** Returns the position of this task, which is pending, as part of a report. */
    final String position() {
        return phase == CREATED
                ? "before its first step"
                : "suspended at " + ChainPosition.of(leaf).place();
    }

    /** Returns the activation at which the next step resumes; before the first step and after the last, the coroutine. */
    final Frame<?> leaf() {
        return leaf;
    }

    /** Returns a number that no other task of the loop has. */
    final long id() {
        return block().id(slot);
    }

    /** Returns where this task stands; from another thread than the loop's it may be of several moments. */
    final TaskPosition standing() {
        Future<?> awaited = waitingFor;
        TaskPosition.Phase now = switch (phase) {
            case RUNNING -> TaskPosition.Phase.RUNNING;
            case WAITING -> awaited == null || awaited.isDone() ? TaskPosition.Phase.READY : TaskPosition.Phase.WAITING;
            case SLEEPING -> TaskPosition.Phase.SLEEPING;
            case ENDED -> TaskPosition.Phase.ENDED;
            default -> TaskPosition.Phase.READY;
        };
        return new TaskPosition(id(), nameOrNumber(), leaf, now, awaited, deadline, cancelRequests(), createdAt());
    }

    /** Returns the future that this task awaits, from the step that awaits it to the next step. */
    final @Nullable Future<?> waitingFor() {
        return waitingFor;
    }

    /** Returns the innermost group whose block it runs, or whose tasks it waits for; null for none. */
    final @Nullable OpenGroup innermostGroup() {
        TaskNotes notes = notesOrNull();
        return notes == null ? null : notes.innermostGroup;
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
        return shownName() + " (" + root().name() + ") " + stateName();
    }
}
