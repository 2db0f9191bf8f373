package dev.weft.agent.differential.oracle;

import dev.weft.agent.differential.Course;
import dev.weft.agent.differential.Trace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The script of an oracle: all that it gives is done when it is awaited. */
public final class Script extends Trace {
    private final Course course;
    private int points;

    /** A script that goes so. */
    public Script(Course course) {
        this.course = course;
    }

    /** Something that gives {@code value}, or fails. */
    public <T> Awaitable<T> later(T value) {
        int at = ++points;
        return () -> {
            if (course.endingOf(at) == Course.Ending.VALUE) {
                return value;
            }
            throw course.failure(at);
        };
    }

    /** The same as a stage. */
    public <T> CompletionStage<T> stage(T value) {
        int at = ++points;
        return course.endingOf(at) == Course.Ending.VALUE
                ? CompletableFuture.completedFuture(value)
                : CompletableFuture.failedFuture(course.failure(at));
    }

    /** How many things the sample was given to await. */
    public int points() {
        return points;
    }
}
