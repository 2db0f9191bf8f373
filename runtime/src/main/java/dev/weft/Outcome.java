package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one of several awaitables, as {@link Weft#gatherSettled} gives it.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * The outcome of an awaitable that returned a value.
     *
     * @param value the value
     * @param <T> the type of the value
     */
    record Value<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /**
     * The outcome of an awaitable that failed or was cancelled.
     *
     * @param exception the exception that awaiting it throws; a {@link CancelledError} if it was cancelled
     * @param <T> the type of the missing value
     */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {}
}
