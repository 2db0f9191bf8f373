package dev.weft.internal.operation;

import dev.weft.Weft;
import dev.weft.abi.Frame;

/**
 * A coroutine that the runtime itself is made of, such as {@code sleep}: what the weaver would generate, by hand.
 *
 * <p>The pattern: {@code start} does the first part and awaits through {@code Await}; if that gives {@link #SUSPENDED}
 * it returns {@code suspend(x, k)}, and {@code resume} goes on after the k-th await with {@code x.take()}.
 *
 * @param <T> the type of its value
 */
abstract class RuntimeFrame<T> extends Frame<T> {

    private final String method; // constant after construction

    /** A coroutine that calls itself after the method of {@link Weft} that makes it. */
    RuntimeFrame(String method) {
        this.method = method;
    }

    @Override
    protected final String describe() {
        return "dev.weft.Weft\t" + method + "\tWeft.java";
    }
}
