package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.agent.differential.oracle.Awaitable;
import dev.weft.testing.TestLoop;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Plays one case of a sample, in each of the worlds. */
final class Play {
    private final SampleCase played;
    private final ClassLoader oracle;
    private final ClassLoader woven;
    private @Nullable Method blockingMethod;
    private @Nullable Method wovenMethod;

    Play(SampleCase played, ClassLoader oracle, ClassLoader woven) {
        this.played = played;
        this.oracle = oracle;
        this.woven = woven;
    }

    /** How many awaits there are when nothing goes wrong. */
    int points() {
        var script = new dev.weft.agent.differential.oracle.Script(Course.SMOOTH);
        blocking(script);
        return script.points();
    }

    /** With an await that blocks. */
    Ended blocking(Course course) {
        return blocking(new dev.weft.agent.differential.oracle.Script(course));
    }

    private Ended blocking(dev.weft.agent.differential.oracle.Script script) {
        return Ended.of(script, () -> {
            var result = callBlocking(script);
            return result instanceof CompletionStage<?> stage ? valueOf(stage) : valueOf((Awaitable<?>) result);
        });
    }

    /** Woven, on an event loop whose clock jumps. */
    Ended onLoop(Course course, Timing timing, long seed) {
        var script = new LoopScript(course, timing, seed);
        var reported = new ArrayList<LoopError>();
        try (var loop = new TestLoop()) {
            loop.loop().setExceptionHandler((where, error) -> reported.add(error));
            return Ended.of(script, () -> onLoop(script, loop.loop()));
        } finally {
            reported.removeIf(error -> error.message().endsWith("was never awaited")); // as a failure came in between
            assertThat(reported).as("reports of the loop").isEmpty();
        }
    }

    private Object onLoop(LoopScript script, EventLoop loop) throws Exception {
        if (!played.hot()) {
            return loop.runUntilComplete((Coroutine<?>) callWoven(script));
        }
        Future<Object> result = loop.createFuture();
        loop.callSoon(() -> startHot(script, result));
        return loop.runUntilComplete(result);
    }

    private void startHot(LoopScript script, Future<Object> result) {
        try {
            ((CompletionStage<?>) callWoven(script)).whenComplete((value, failure) -> {
                if (failure != null) {
                    result.setException(failure);
                } else {
                    result.setResult(value);
                }
            });
        } catch (Throwable notCallable) {
            result.setException(notCallable);
        }
    }

    /** Woven, outside every loop: a stage method is resumed by who completes what it awaits. */
    Ended byHand(Course course, Timing timing) {
        var script = new ByHandScript(course, timing);
        return Ended.of(script, () -> {
            var stage = (CompletionStage<?>) callWoven(script);
            script.play();
            return valueOf(stage);
        });
    }

    private Object callBlocking(dev.weft.agent.differential.oracle.Script script) throws Exception {
        if (blockingMethod == null) {
            blockingMethod = played.method(oracle, dev.weft.agent.differential.oracle.Script.class);
        }
        return SampleCase.call(blockingMethod, script);
    }

    private Object callWoven(Script script) throws Exception {
        if (wovenMethod == null) {
            wovenMethod = played.method(woven, Script.class);
        }
        return SampleCase.call(wovenMethod, script);
    }

    private static Object valueOf(CompletionStage<?> stage) throws Exception {
        var future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("the stage is not done although nothing is pending");
        }
        try {
            return future.join();
        } catch (CompletionException wrapped) {
            return rethrow(wrapped.getCause());
        }
    }

    private static Object valueOf(Awaitable<?> awaitable) throws Exception {
        try {
            return awaitable.get();
        } catch (Throwable failure) {
            return rethrow(failure);
        }
    }

    private static Object rethrow(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
