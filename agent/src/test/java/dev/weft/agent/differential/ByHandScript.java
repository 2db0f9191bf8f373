package dev.weft.agent.differential;

import dev.weft.Awaitable;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The script of a woven sample that runs outside every loop: its stages are completed by hand. */
final class ByHandScript extends Script {
    private final Course course;
    private final boolean done;
    private final Queue<Runnable> ends = new ArrayDeque<>();
    private int point;

    ByHandScript(Course course, Timing timing) {
        this.course = course;
        this.done = timing == Timing.DONE;
    }

    @Override
    public <T> Awaitable<T> later(T value) {
        throw new IllegalStateException("outside a loop a sample awaits stages only");
    }

    @Override
    public <T> CompletionStage<T> stage(T value) {
        int at = ++point;
        var future = new CompletableFuture<T>();
        if (done) {
            course.end(future, at, value);
        } else {
            ends.add(() -> course.end(future, at, value));
        }
        return future;
    }

    /** Completes one stage after the other until none is left. */
    void play() {
        for (var end = ends.poll(); end != null; end = ends.poll()) {
            end.run();
        }
    }
}
