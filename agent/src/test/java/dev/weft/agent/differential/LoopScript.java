package dev.weft.agent.differential;

import dev.weft.Awaitable;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Weft;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The script of a woven sample that runs on an event loop. */
final class LoopScript extends Script {
    private static final Timing[] SIMPLE = {Timing.DONE, Timing.NEXT_TURN, Timing.COROUTINE};

    private final Course course;
    private final Timing timing;
    private final Random random;
    private int point;

    LoopScript(Course course, Timing timing, long seed) {
        this.course = course;
        this.timing = timing;
        this.random = new Random(seed);
    }

    @Override
    public <T> Awaitable<T> later(T value) {
        int at = ++point;
        var when = pick(at);
        var ending = course.endingOf(at);
        if (when == Timing.COROUTINE && (ending == Course.Ending.VALUE || ending == Course.Ending.CANCEL)) {
            return coroutine(at, value);
        }
        if (ending == Course.Ending.VALUE && when == Timing.DONE && at % 2 == 0) {
            return Weft.completed(value);
        }
        Future<T> future = EventLoop.running().createFuture();
        act(when, cancelling(at, () -> end(future, at, value)));
        return future;
    }

    /** A task that is cancelled sleeps at that time, one coroutine deeper than the sample. */
    private <T> Awaitable<T> coroutine(int at, T value) {
        if (course.endingOf(at) == Course.Ending.VALUE) {
            return Weft.sleep(Duration.ZERO, value);
        }
        EventLoop.running().callSoon(taskToCancel()::cancel);
        return Weft.sleep(Duration.ofDays(1), value);
    }

    @Override
    public <T> CompletionStage<T> stage(T value) {
        int at = ++point;
        var future = new CompletableFuture<T>();
        act(pick(at), cancelling(at, () -> end(future, at, value)));
        return future;
    }

    private Timing pick(int at) {
        var picked = timing == Timing.MIXED ? SIMPLE[random.nextInt(SIMPLE.length)] : timing;
        boolean mustBePending = course.endingOf(at) == Course.Ending.CANCEL && picked == Timing.DONE;
        return mustBePending ? Timing.NEXT_TURN : picked;
    }

    private static void act(Timing when, Runnable end) {
        if (when == Timing.DONE) {
            end.run();
        } else {
            EventLoop.running().callSoon(end);
        }
    }

    private Runnable cancelling(int at, Runnable end) {
        return course.endingOf(at) == Course.Ending.CANCEL ? taskToCancel()::cancel : end;
    }

    private static Task<?> taskToCancel() {
        return Objects.requireNonNull(Weft.currentTask(), "a sample that is cancelled runs in a task");
    }

    private <T> void end(Future<T> future, int at, T value) {
        if (course.endingOf(at) == Course.Ending.VALUE) {
            future.setResult(value);
        } else {
            future.setException(course.failure(at));
        }
    }

    private <T> void end(CompletableFuture<T> future, int at, T value) {
        course.end(future, at, value);
    }
}
