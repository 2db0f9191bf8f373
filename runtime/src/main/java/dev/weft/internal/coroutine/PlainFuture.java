package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A future of the runtime's own that behaves in all as the JDK's does.
 *
 * @param <T> the type of the value
 */
public abstract class PlainFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** Creates a pending future. */
    protected PlainFuture() {}
}
