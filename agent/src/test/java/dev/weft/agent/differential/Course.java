package dev.weft.agent.differential;

import dev.weft.CancelledError;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * How a script goes: one await may end badly, all others give their values.
 *
 * @param point which await ends badly, from 1; 0 if none
 * @param ending how that one ends
 */
public record Course(int point, Ending ending) {
    /** How an await ends. */
    public enum Ending {
        /** With its value. */
        VALUE,
        /** With an unchecked exception. */
        UNCHECKED,
        /** With a checked exception. */
        CHECKED,
        /** With the cancellation of the task that awaits. */
        CANCEL,
        /** With the cancellation of the stage that is awaited, in a method that returns a stage and has no task. */
        CANCEL_STAGE
    }

    /** Nothing goes wrong. */
    public static final Course SMOOTH = new Course(0, Ending.VALUE);

    /** How the {@code at}-th await ends. */
    public Ending endingOf(int at) {
        return at == point ? ending : Ending.VALUE;
    }

    /** What the {@code at}-th await throws. */
    public Throwable failure(int at) {
        return switch (endingOf(at)) {
            case UNCHECKED -> new ScriptedFailure(at);
            case CHECKED -> new IOException("failure at point " + at);
            case CANCEL -> new CancelledError();
            case CANCEL_STAGE -> new CancellationException();
            case VALUE -> throw new IllegalStateException("await " + at + " gives its value");
        };
    }

    /** Ends the {@code at}-th stage as it ends. */
    <T> void end(CompletableFuture<T> stage, int at, T value) {
        switch (endingOf(at)) {
            case VALUE -> stage.complete(value);
            case CANCEL_STAGE -> stage.cancel(true);
            default -> stage.completeExceptionally(failure(at));
        }
    }

    @Override
    public String toString() {
        return point == 0 ? "smooth" : ending + " at " + point;
    }
}
