package dev.weft;

/**
 * The outcome of one of several awaitables, as {@link Weft#gatherSettled} gives it.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> {

    /**
     * The outcome of an awaitable that returned a value.
     *
     * @param value the value
     * @param <T> the type of the value
     */
    record Value<T>(T value) implements Outcome<T> {}

    /**
     * The outcome of an awaitable that failed or was cancelled.
     *
     * @param exception the exception that awaiting it throws; a {@link CancelledError} if it was cancelled
     * @param <T> the type of the missing value
     */
    record Failure<T>(Throwable exception) implements Outcome<T> {}
}
