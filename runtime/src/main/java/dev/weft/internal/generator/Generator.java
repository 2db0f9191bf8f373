package dev.weft.internal.generator;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.GeneratorExit;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.DepthLimit;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.FrameDescription;
import dev.weft.internal.coroutine.OpenIterators;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An async generator: the machinery of {@link dev.weft.abi.GeneratorFrame}.
 *
 * <ol>
 *   <li>A fused {@code await(it.advance())} calls {@link #advance(Execution, int)}, which resumes the body. The body saves
 *       itself at the next {@code emit} and returns true. No object is allocated and no activation linked.
 *   <li>If the body suspends at an {@code await}, it does so as a {@link Step}, which is linked to the activation that
 *       called. The driver resumes the step, and the step the body.
 *   <li>An {@code advance()} or {@code close()} that is not fused is a step from its beginning.
 *   <li>When the body returns another iterator than {@link EndedIterator}, that one has the rest of the values.
 * </ol>
 *
 * @param <T> the type of the values
 */
public abstract class Generator<T extends @Nullable Object> extends DirectIterator<T> {

    /*
     * CREATED   -> RUNNING    the first advance()
     * CREATED   -> CLOSED     close(): the body never runs
     * RUNNING   -> k >= 1     the body is suspended at its k-th point: at an emit, or, while awaiting is set, at an await
     * k >= 1    -> RUNNING    the resumed body sets it after it has read k
     * RUNNING   -> CLOSED     the body has returned or thrown
     */
    private static final int CREATED = 0;
    private static final int RUNNING = -1;
    private static final int CLOSED = -2;

    private static final int MOST_NAMES = 10; // of a cycle that a message lists
    private static final Object PASSED_ON = new Object(); // the outcome of a body that has returned another iterator
    private static final int DEPTH_OF_A_RESUMPTION = 3; // run, resume and the body itself

    /** The position of the body: 0 not started, k at its k-th suspension point, -1 running, -2 ended. */
    protected int point; // the thread that runs the chain

    /** The value that was emitted last, if the subclass does not keep it unboxed. */
    protected @Nullable Object current; // the thread that runs the chain

    /** Whether {@code close()} has begun: each resumption at an emit throws, and no value reaches anybody. */
    protected boolean closing; // the thread that runs the chain

    private boolean ignored; // the thread that runs the chain: the body has emitted while it was closed
    private boolean awaiting; // the thread that runs the chain: the body is suspended at an await
    private @Nullable Step active; // the thread that runs the chain: the step that runs the body; null in a fused call
    private @Nullable Step own; // the thread that runs the chain: the step of fused calls that suspend
    private @Nullable AsyncIterator<T> rest; // the thread that runs the chain: what the body has returned
    private OpenIterators.@Nullable Entry open; // the thread that runs the chain

    /** Creates a generator, for {@link dev.weft.abi.GeneratorFrame}. */
    protected Generator() {}

    /**
     * Runs the body from its start with the arguments that the subclass keeps.
     *
     * @param x the execution of this chain
     * @param depth the number of calls between the driver and this one
     * @return true if it has emitted, {@link Frame#SUSPENDED}, or the iterator that it returned
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object start(Execution x, int depth) throws Throwable;

    /**
     * Resumes the body at its suspension point.
     *
     * @param x the execution of this chain
     * @param depth the number of calls between the driver and this one
     * @return as {@link #start}
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object resume(Execution x, int depth) throws Throwable;

    /**
     * Describes the method, as {@link Frame#describe} does.
     *
     * @return the lines, separated by line feeds
     */
    protected abstract String describe();

    /** Clears the references to what the body has kept. */
    protected void clear() {}

    /** Returns the value that was emitted last; a subclass that keeps it unboxed boxes it. */
    protected @Nullable Object value() {
        return current;
    }

    /** Returns the iterator of a generator that has to be closed if it is left half-used: an {@code emit} has a handler. */
    protected final AsyncIterator<T> closable() {
        return new GeneratorHandle<>(this);
    }

    /** Notes, before the first advance, that the loop has to close this generator when its handle is garbage. */
    final void startsFor(GeneratorHandle<T> handle) {
        if (point == CREATED && open == null) {
            open = OpenIterators.add(handle, this);
        }
    }

    @Override
    public final Coroutine<Boolean> advance() {
        return step(false, null);
    }

    @Override
    public final Coroutine<Void> close() {
        return step(true, null);
    }

    @SuppressWarnings("unchecked")
    final <V> Coroutine<V> step(boolean closes, @Nullable GeneratorHandle<T> handle) {
        return (Coroutine<V>) Frame.made(new Step(this, closes, handle));
    }

    /** Tells whether an advance or a close is in progress. */
    protected final boolean isBusy() {
        return awaiting || point == RUNNING;
    }

    @Override
    protected final @Nullable Object advance(Execution x, int depth) throws Throwable {
        if (depth >= Frame.MAX_DEPTH) {
            return Frame.defer(new Step(this, false, null), x);
        }
        if (point > 0 && !awaiting) { // most calls
            return run(null, x, depth);
        }
        checkIdle("advance()");
        return point == CLOSED ? advanceRest(x, depth) : run(null, x, depth);
    }

    /** Runs the first part of a step. */
    final @Nullable Object begin(Step step, Execution x, int depth) throws Throwable {
        checkIdle(step.closes() ? "close()" : "advance()");
        if (point == CLOSED) {
            return passOn(step, step.closes() ? closeRest(x, depth) : advanceRest(x, depth), x);
        }
        if (step.closes()) {
            if (point == CREATED) {
                end();
                return null;
            }
            closing = true;
        }
        active = step;
        return run(step, x, depth);
    }

    /** Continues a step that was suspended at an await of the body. */
    final @Nullable Object proceed(Step step, Execution x) throws Throwable {
        awaiting = false;
        return run(step, x, 0);
    }

    private @Nullable Object run(@Nullable Step step, Execution x, int depth) throws Throwable {
        Object outcome;
        try {
            outcome = runBody(x, depth);
        } catch (Throwable thrown) {
            end();
            if (step != null && step.closes()) {
                return closedBy(thrown);
            }
            throw thrown;
        }
        if (outcome == Boolean.TRUE) {
            if (closing) {
                return ignoresExit(step, x, depth);
            }
            if (step != null) {
                active = null;
                step.release();
            }
            return outcome;
        }
        return outcome == Frame.SUSPENDED ? outcome : returned(outcome, step, x, depth);
    }

    /** Returns the outcome of a close() that the body has ended with an exception. */
    private @Nullable Object closedBy(Throwable thrown) throws Throwable {
        boolean exited = thrown instanceof GeneratorExit;
        if (ignored) {
            IllegalStateException failure = ignoredExit();
            if (!exited) {
                failure.addSuppressed(thrown);
            }
            throw failure;
        }
        if (!exited) {
            throw thrown;
        }
        return null;
    }

    /**
     * The body has emitted while it was closed. CPython throws in the close(), and throws the exit once more, at that yield,
     * when the generator is garbage, so that the rest of its cleanup runs. That is done at once here.
     */
    private @Nullable Object ignoresExit(@Nullable Step step, Execution x, int depth) throws Throwable {
        if (ignored) {
            end();
            throw ignoredExit();
        }
        ignored = true;
        return run(step, x, depth);
    }

    private IllegalStateException ignoredExit() {
        return new IllegalStateException(
                "the generator " + name() + " ignored GeneratorExit: it emitted a value while it"
                        + " was being closed, and nothing receives that. A finally block may await, but not emit");
    }

    private @Nullable Object runBody(Execution x, int depth) throws Throwable {
        if (point == CREATED) {
            point = RUNNING;
            return start(x, depth + DEPTH_OF_A_RESUMPTION);
        }
        return resume(x, depth + DEPTH_OF_A_RESUMPTION);
    }

    private @Nullable Object returned(@Nullable Object returned, @Nullable Step step, Execution x, int depth)
            throws Throwable {
        keepRest(returned);
        if (step == null) {
            return advanceRest(x, depth);
        }
        return passOn(step, step.closes() ? closeRest(x, depth) : advanceRest(x, depth), x);
    }

    /** Ends this generator, whose body has returned the iterator that has the rest of the values. */
    @SuppressWarnings("unchecked")
    private void keepRest(@Nullable Object returned) {
        end();
        if (ignored) {
            throw ignoredExit();
        }
        if (returned == null) {
            throw new NullPointerException(
                    name() + " returned null: an async generator returns AsyncIterator.end(), or another iterator");
        }
        if (returned != EndedIterator.of()) {
            rest = (AsyncIterator<T>) returned;
        }
    }

    private static @Nullable Object passOn(Step step, @Nullable Object outcome, Execution x) {
        return outcome == Frame.SUSPENDED ? step.passOn(x) : outcome;
    }

    /** Advances what has the rest of the values: a loop, however many generators return others without a value. */
    private @Nullable Object advanceRest(Execution x, int depth) throws Throwable {
        for (int passed = 0; ; passed++) {
            AsyncIterator<T> others = restOfAll();
            Generator<T> next = GeneratorHandle.generatorOf(others);
            if (next == null || next.isBusy()) {
                return others == null ? false : Await.advance(others, x, depth);
            }
            if (others instanceof GeneratorHandle<T> handle) {
                next.startsFor(handle);
            }
            Object outcome = next.advanceAsRest(x, depth);
            if (outcome != PASSED_ON) {
                return outcome;
            }
            if (passed >= DepthLimit.COARSE && passed >= ((Driver) x).maxDepth()) {
                rest = null;
                throw DepthLimit.error(next.name(), passed);
            }
        }
    }

    /** Advances this generator, which has the rest of another one; {@link #PASSED_ON} if another has the rest of this one. */
    private @Nullable Object advanceAsRest(Execution x, int depth) throws Throwable {
        Object outcome;
        try {
            outcome = runBody(x, depth);
        } catch (Throwable thrown) {
            end();
            throw thrown;
        }
        if (outcome == Boolean.TRUE || outcome == Frame.SUSPENDED) {
            return outcome;
        }
        keepRest(outcome);
        return PASSED_ON;
    }

    private @Nullable Object closeRest(Execution x, int depth) throws Throwable {
        AsyncIterator<T> others = restOfAll();
        return others == null ? null : Await.await(others.close(), x, depth);
    }

    /** Returns the iterator that has the rest of the values, so that a chain of generators that return others stays short. */
    private @Nullable AsyncIterator<T> restOfAll() {
        Generator<T> next = ended(rest);
        if (next != null) {
            rest = restBehind(next);
        }
        return rest;
    }

    /** Follows ended generators. A second walk of half the speed meets the first one if they go in a circle. */
    private @Nullable AsyncIterator<T> restBehind(Generator<T> first) {
        Generator<T> slow = first;
        boolean slowMoves = false;
        for (Generator<T> at = first; ; ) {
            Generator<T> next = ended(at.rest);
            if (next == null) {
                return at.rest;
            }
            if (next == slow) {
                throw cycleFrom(next);
            }
            if (slowMoves) {
                slow = Objects.requireNonNull(ended(slow.rest));
            }
            slowMoves = !slowMoves;
            at = next;
        }
    }

    private static <T extends @Nullable Object> @Nullable Generator<T> ended(@Nullable AsyncIterator<T> iterator) {
        Generator<T> generator = GeneratorHandle.generatorOf(iterator);
        return generator != null && generator.point == CLOSED ? generator : null;
    }

    /** Ends generators of which each has returned the next one, and returns the exception that names them. */
    private IllegalStateException cycleFrom(Generator<T> first) {
        StringJoiner names = new StringJoiner(", which returned ", "", ", which returned " + first.name());
        Generator<T> next = first;
        for (int i = 0; next != null && next.rest != null; i++) { // the first has none when it comes again
            if (i < MOST_NAMES) {
                names.add(next.name());
            }
            AsyncIterator<T> returned = next.rest;
            next.rest = null;
            next = GeneratorHandle.generatorOf(returned);
        }
        rest = null;
        return new IllegalStateException("generators have returned each other, and none has a value left: " + names
                + ". Return another iterator, or AsyncIterator.end()");
    }

    private void end() {
        point = CLOSED;
        awaiting = false;
        current = null;
        active = null;
        own = null;
        clear();
        OpenIterators.Entry entry = open;
        if (entry != null) {
            open = null;
            entry.remove();
        }
    }

    /** Notes that the body is suspended at an await, and returns the step as which it is. */
    protected final Step suspending(int at) {
        point = at;
        awaiting = true;
        Step step = running();
        if (step == null) {
            step = new Step(this, false, null);
            own = step;
        }
        active = step;
        return step;
    }

    /** Returns the step that runs the body, or would if the body suspended now; null if there is none yet. */
    protected final @Nullable Step running() {
        return active == null ? own : active;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the generator has emitted null
    public final T current() {
        if (point > 0 && !awaiting) {
            return (T) value();
        }
        AsyncIterator<T> others = restOfAll();
        if (others != null) {
            return others.current();
        }
        throw new NoSuchElementException(name() + ": " + whyNoValue());
    }

    private String whyNoValue() {
        return switch (point) {
            case CREATED -> "there is no value before the first await(advance())";
            case CLOSED -> "there is no value: the generator is at its end, has failed, or was closed";
            default -> "there is no value while advance() is running: await it first";
        };
    }

    private void checkIdle(String call) {
        if (isBusy()) {
            throw new IllegalStateException(call + ": the generator " + name()
                    + " is already running. Await one advance() or close() before the next");
        }
    }

    /** Creates the signal that ends the body. */
    protected static GeneratorExit exit() {
        return new GeneratorExit();
    }

    private String name() {
        return FrameDescription.parse(describe()).qualifiedName();
    }

    @Override
    public String toString() {
        return "generator " + name();
    }
}
