package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * An object of Weft that {@link Weft#await(Awaitable) await} accepts: a coroutine, a task or a future.
 *
 * @param <T> the type of the value that awaiting it gives
 */
public sealed interface Awaitable<T extends @Nullable Object> permits Coroutine, Future {}
