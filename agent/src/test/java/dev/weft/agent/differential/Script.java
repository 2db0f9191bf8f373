package dev.weft.agent.differential;

import dev.weft.Awaitable;
import java.util.concurrent.CompletionStage;

/**
 * The part that the world plays for a sample: it gives the sample things to await, which end as a {@link Course} says, and
 * writes down what the sample does.
 *
 * <p>A sample awaits what it gets at once: a cancellation is meant for that await and no other.
 */
public abstract class Script extends Trace {
    /** Something that gives {@code value}, or fails, or during which the sample is cancelled. */
    public abstract <T> Awaitable<T> later(T value);

    /** The same as a stage. */
    public abstract <T> CompletionStage<T> stage(T value);
}
