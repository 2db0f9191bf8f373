package dev.weft.internal.operation;

import dev.weft.Weft;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine of the runtime itself, such as {@code sleep}: what the weaver would generate, written by hand.
 *
 * <p>The pattern: {@code start} does the first part and awaits through {@code Await}. If that returns
 * {@link #SUSPENDED}, {@code start} returns {@code suspend(x, k)}, and {@code resume} continues after the k-th await
 * with {@code x.take()}.
 *
 * @param <T> the type of its value
 */
abstract class RuntimeFrame<T extends @Nullable Object> extends Frame<T> {

    private final String method; // constant after construction

    /** Creates a coroutine that is named after the method of {@link Weft} that creates it. */
    RuntimeFrame(String method) {
        this.method = method;
    }

    @Override
    protected final boolean cleansUpInALoop() {
        return true;
    }

    @Override
    protected final String describe() {
        return "dev.weft.Weft\t" + method + "\tWeft.java";
    }
}
