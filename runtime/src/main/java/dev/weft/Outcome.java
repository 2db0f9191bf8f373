package dev.weft;

/**
 * How one of several awaitables ended.
 *
 * @param <T> the type of its value
 */
public sealed interface Outcome<T> {

    /**
     * It has a value.
     *
     * @param value the value
     * @param <T> its type
     */
    record Value<T>(T value) implements Outcome<T> {}

    /**
     * It has failed, or was cancelled.
     *
     * @param exception what awaiting it throws, a {@link CancelledError} if it was cancelled
     * @param <T> the type of the value that it does not have
     */
    record Failure<T>(Throwable exception) implements Outcome<T> {}
}
