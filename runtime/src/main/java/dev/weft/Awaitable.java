package dev.weft;

/**
 * What {@code await} accepts of Weft's own: a coroutine, or a future (and so a task).
 *
 * @param <T> the type of the value that awaiting it gives
 */
public sealed interface Awaitable<T> permits Coroutine, Future {}
