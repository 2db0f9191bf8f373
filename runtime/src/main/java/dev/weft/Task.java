package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.internal.context.Snapshot;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.time.Timer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that the loop runs, step by step, and the future of its value.
 *
 * <p>The task itself stands in the loop's queues, in the timers and among the waiters of a future: it has no handle.
 *
 * @param <T> the type of the value
 */
public final class Task<T> extends Future<T> implements Timer {

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

    /** Where the next step goes on; before the first and after the last, the coroutine. */
    private Frame<?> leaf; // loop thread

    private @Nullable Future<?> waitingFor; // loop thread: from the step that awaits it to the next step
    private long deadline; // loop thread
    private int timerPosition; // loop thread: where the wheel has it

    private Task(TaskBlock block, Frame<T> leaf, @Nullable String name, @Nullable Object context) {
        super(block);
        this.leaf = leaf;
        this.context = context;
        this.slot = (byte) block.nextSlot();
        block.add(this, name);
    }

    /** A task whose first step nobody has queued yet; without a name it takes the loop's next number for one. */
    static <T> Task<T> of(EventLoop loop, Coroutine<T> coroutine, @Nullable String name, @Nullable Object context) {
        if (!(coroutine instanceof Frame<T> frame)) {
            throw notRunnable(coroutine);
        }
        loop.core.unstarted.taken(frame);
        TaskBlock block = loop.tasks.blockForNext(name != null);
        return new Task<>(block, frame, name, context);
    }

    private static RuntimeException notRunnable(@Nullable Coroutine<?> coroutine) {
        if (coroutine == null) {
            return new NullPointerException("a coroutine was expected, got null");
        }
        return new IllegalArgumentException(
                coroutine.getClass().getName()
                        + " is a Coroutine that no @Async method made. Only @Async methods and dev.weft itself make coroutines.");
    }

    /** Does the first step here and now, inside of what runs already. */
    void startEagerly() {
        LoopCore core = loop.core;
        Activity outer = core.running;
        try {
            step();
        } finally {
            core.running = outer;
        }
    }

    /** Does the next step; the loop calls this when the task's turn has come. */
    @Override
    protected void run() {
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
        Future<?> awaited = waitingFor;
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
            move(execution.moved());
            endThrown(failure);
            return;
        }
        move(execution.moved());
        if (outcome == Frame.SUSPENDED) {
            await(execution);
        } else {
            endReturned(outcome);
        }
    }

    private void move(@Nullable Frame<?> to) {
        if (to != null) {
            leaf = to;
        }
    }

    /** Registers with what the step awaits. */
    private void await(LoopExecution execution) {
        Object awaited = execution.takeAwaited();
        if (awaited == null) {
            phase = READY;
            loop.core.add(this);
        } else if (awaited instanceof Future<?> future) {
            phase = WAITING;
            waitingFor = future;
            future.addWaiter(this);
            if (mustCancel && future.cancel(cancelMessage())) {
                mustCancel = false;
            }
        } else if (mustCancel) {
            mustCancel = false;
            phase = INTERRUPTED;
            loop.core.add(this);
        } else {
            phase = SLEEPING;
            deadline = execution.wakeTime();
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

    private void leave() {
        phase = ENDED;
        block().remove(slot);
    }

    /**
     * Asks the task to cancel: what it awaits is cancelled at once, and a {@link CancelledError} is thrown in it at its
     * next step. It may clean up, and it may refuse.
     *
     * @param message the message of that error
     * @return false if it was done already
     */
    @Override
    public boolean cancel(@Nullable String message) {
        loop.checkThread("cancel");
        if (isDone()) {
            markSeen();
            return false;
        }
        Task<?> innermost = this;
        innermost.notes().cancelRequests++;
        while (innermost.waitingFor instanceof Task<?> next && !next.isDone()) {
            if (!loop().cancelWalk.asks(next)) {
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

    /**
     * How many requests to cancel it has had that nobody took back.
     *
     * @return calls of {@code cancel} less those of {@link #uncancel}
     */
    public int cancelling() {
        TaskNotes notes = notesOrNull();
        return notes == null ? 0 : notes.cancelRequests;
    }

    /**
     * Takes one request to cancel back. With the last one goes a CancelledError that has not been thrown yet.
     *
     * @return how many requests are left
     */
    public int uncancel() {
        loop.checkThread("uncancel");
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

    /**
     * Refused: a task's result is what its coroutine returns.
     *
     * @param value ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setResult(T value) {
        throw new IllegalStateException("setResult on " + name() + ": a task's result is what its coroutine returns");
    }

    /**
     * Refused: a task fails with what its coroutine throws.
     *
     * @param failure ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setException(Throwable failure) {
        throw new IllegalStateException("setException on " + name() + ": a task fails with what its coroutine throws");
    }

    /**
     * Its name, {@code Task-1} and so on unless it was given one.
     *
     * @return the name
     */
    public String name() {
        TaskNotes notes = notesOrNull();
        String given = notes == null ? null : notes.name;
        return given == null ? "Task-" + block().number(slot) : given;
    }

    /**
     * Names it.
     *
     * @param name the new name
     */
    public void setName(String name) {
        notes().name = Objects.requireNonNull(name, "name");
    }

    /**
     * What it runs.
     *
     * @return the coroutine that it was made of
     */
    public Coroutine<T> coroutine() {
        return root();
    }

    @SuppressWarnings("unchecked")
    private Coroutine<T> root() {
        boolean begun = phase != CREATED && phase != ENDED;
        return (Coroutine<T>) (begun ? LoopExecution.rootOf(leaf) : leaf);
    }

    /**
     * The context in which it runs.
     *
     * @return the context itself, not a copy
     */
    public Context context() {
        if (context instanceof Context given) {
            return given;
        }
        Context made = new Context(Snapshot.of(context));
        context = made;
        return made;
    }

    /**
     * Where it waits: the activations of its coroutines, the innermost await first.
     *
     * @return one line for each; nothing if it is done
     */
    public List<StackTraceElement> stack() {
        return isDone() ? List.of() : LoopExecution.stackOf(leaf);
    }

    /** What it awaits, from the step that awaits it to the next step. */
    @Nullable
    Future<?> waitingFor() {
        return waitingFor;
    }

    @Override
    protected void expire(LoopCore core) {
        phase = DUE;
        core.add(this);
    }

    /** For the loop's timers. */
    @Override
    public long timerDeadline() {
        return deadline;
    }

    /** For the loop's timers. */
    @Override
    public int timerPosition() {
        return timerPosition;
    }

    /** For the loop's timers. */
    @Override
    public void timerPosition(int position) {
        timerPosition = position;
    }

    @Override
    String kind() {
        return "Task";
    }

    @Override
    public String toString() {
        return name() + " (" + root().name() + ") " + stateName();
    }
}
