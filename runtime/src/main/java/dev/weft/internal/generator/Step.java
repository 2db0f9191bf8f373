package dev.weft.internal.generator;

import dev.weft.abi.CallerFrame;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/**
 * One {@code advance()} or {@code close()} of a generator: the coroutine of that call, and the link between the body
 * and the activation that awaits it.
 *
 * <p>A fused call allocates none until the body suspends at an {@code await}. The generator then uses the same one again
 * and again, because no program can reach it.
 */
public final class Step extends CallerFrame<Object> {

    private final Generator<?> generator; // constant after construction
    private final boolean closes; // constant after construction
    private boolean linked; // the thread that runs the chain: the activation that awaits this one is linked to it
    private boolean passesOn; // the thread that runs the chain: it awaits another iterator in place of the body

    @SuppressWarnings("rawtypes") // it is that of the generator
    private final @Nullable GeneratorHandle handle; // constant after construction: not garbage while this is awaited

    /** Creates a step that has not started. */
    Step(Generator<?> generator, boolean closes, @Nullable GeneratorHandle<?> handle) {
        this.generator = generator;
        this.closes = closes;
        this.handle = handle;
    }

    /** Suspends this step, for the first time or again. */
    public Object suspendStep(Execution x, int at) {
        if (linked) {
            return suspendAgain(x, at);
        }
        linked = true;
        return suspend(x, at);
    }

    /** Suspends this step because a direct call has suspended. */
    public Object suspendCallerStep(Execution x, int at) {
        if (linked) {
            return suspendCallerAgain(x, at);
        }
        linked = true;
        return suspendCaller(x, at);
    }

    /** Tells whether this is a {@code close()}. */
    boolean closes() {
        return closes;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (handle != null && !closes) {
            generator.startsFor(handle);
        }
        return generator.begin(this, x, depth);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        point = RUNNING;
        return passesOn ? x.take() : generator.proceed(this, x);
    }

    /** Suspends this step until another iterator, to which the generator has passed on, has done its own. */
    Object passOn(Execution x) {
        passesOn = true;
        return suspendStep(x, 1);
    }

    /** Ends the use of this step, so that the generator can use it again. */
    void release() {
        linked = false;
    }

    @Override
    protected String describe() {
        return generator.describe();
    }
}
