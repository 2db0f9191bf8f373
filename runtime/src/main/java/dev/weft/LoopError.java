package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A failure that no code can await, as an {@link ExceptionHandler} receives it: that of a callback, of a task that
 * nothing awaited, or a coroutine that never ran.
 *
 * @param message a description of what happened, and where
 * @param exception the exception, or null if there is none
 */
public record LoopError(String message, @Nullable Throwable exception) {}
