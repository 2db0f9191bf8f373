package dev.weft.abi;

import dev.weft.AsyncIterator;
import dev.weft.internal.generator.Generator;
import org.jspecify.annotations.Nullable;

/**
 * An activation of an async generator, which is the iterator as well: the store of its arguments until it starts, and
 * of its live locals between two values.
 *
 * <p>The weaver generates one subclass for each method. The generator itself is in no chain of activations: the
 * {@code advance()} that runs its body is.
 *
 * @param <T> the type of the values
 */
public abstract class GeneratorFrame<T extends @Nullable Object> extends Generator<T> {

    /** Creates a frame; for woven code. */
    protected GeneratorFrame() {}

    /**
     * Returns the iterator for the caller of a method in which an {@code emit} has a handler: the loop closes such a
     * generator if it is left half-used.
     *
     * @return the iterator, which is not this object
     */
    public final AsyncIterator<T> iterator() {
        return closable();
    }

    /**
     * Tells whether an {@code advance} or a {@code close} is in progress.
     *
     * @return true from its beginning to its end, also while it is suspended
     */
    public final boolean isInUse() {
        return isBusy();
    }

    /**
     * Notes the next value, before the body saves itself.
     *
     * @param value the value
     */
    public final void emitting(@Nullable Object value) {
        current = value;
    }

    /** Notes that there is a next value, which the subclass keeps unboxed: nothing is left to do. */
    public final void emitting() {}

    /**
     * Suspends the body at an {@code emit}.
     *
     * @param at the suspension point, 1 or more
     * @return the value that the body returns when it has emitted
     */
    public final Object emitted(int at) {
        point = at;
        return true;
    }

    /**
     * Continues behind an {@code emit}.
     *
     * @throws dev.weft.GeneratorExit if the generator is being closed
     */
    public final void resumed() {
        if (closing) {
            throw exit();
        }
    }

    /**
     * Suspends the body at an {@code await}: {@link Frame#suspend}.
     *
     * @param x the execution of this chain
     * @param at the suspension point, 1 or more
     * @return {@link Frame#SUSPENDED}, for the body to return
     */
    public final Object suspend(Execution x, int at) {
        return suspending(at).suspendStep(x, at);
    }

    /**
     * Suspends the body at an {@code await} because an activation that it called directly has suspended:
     * {@link CallerFrame#suspendCaller}.
     *
     * @param x the execution of this chain
     * @param at the suspension point, 1 or more
     * @return {@link Frame#SUSPENDED}, for the body to return
     */
    public final Object suspendCaller(Execution x, int at) {
        return suspending(at).suspendCallerStep(x, at);
    }

    /**
     * Returns the activation that keeps the frames of direct calls, for {@link CallerFrame#spare}.
     *
     * @return the activation, or null if there is none yet
     */
    public final @Nullable CallerFrame<?> caller() {
        return running();
    }
}
