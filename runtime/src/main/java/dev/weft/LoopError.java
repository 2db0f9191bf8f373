package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A failure that no awaiting code can receive, as the event loop reports it to its {@code ExceptionHandler}.
 *
 * @param message what happened, and where
 * @param exception the failure itself, or null when there is none
 */
public record LoopError(String message, @Nullable Throwable exception) {}
