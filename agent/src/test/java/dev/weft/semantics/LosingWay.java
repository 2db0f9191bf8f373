package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to wait for the value of a coroutine that lose it if they are cancelled at the wrong moment. */
enum LosingWay {
    SHIELD {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.of(shield(coroutine));
        }
    },
    GATHER {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.without(gather(coroutine, sleep(LONG)));
        }
    },
    GATHER_TWICE {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.without(gather(coroutine, coroutine, sleep(LONG)));
        }
    },
    GROUP {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.of(createTask(taskGroup(group -> besideAChild(group, coroutine))));
        }
    },
    OUTSIDE_CALL {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.of(runCoroutineThreadsafe(coroutine, EventLoop.running()));
        }
    },
    STAGE_METHOD {
        @Override
        <T> Waiting<T> wait(Coroutine<T> coroutine) {
            return Waiting.of(inAStage(coroutine));
        }
    };

    private static final Duration LONG = Duration.ofSeconds(100);

    /** Begins to wait. */
    abstract <T> Waiting<T> wait(Coroutine<T> coroutine);

    private static <T> Coroutine<T> besideAChild(TaskGroup group, Coroutine<T> coroutine) {
        group.createTask(sleep(LONG));
        return coroutine;
    }

    @Async
    private static <T> CompletableFuture<T> inAStage(Coroutine<T> coroutine) {
        return CompletableFuture.completedFuture(await(coroutine));
    }

    /** What waits for a value: how to cancel it, and the value that it had got by then, or null. */
    record Waiting<T>(Runnable cancel, Supplier<@Nullable T> received) {

        private static <T> Waiting<T> of(Future<T> future) {
            return new Waiting<>(future::cancel, () -> hasValue(future) ? future.result() : null);
        }

        private static <T> Waiting<T> of(CompletableFuture<T> future) {
            return new Waiting<>(
                    () -> future.cancel(true),
                    () -> future.handle((value, thrown) -> value).getNow(null));
        }

        private static <T> Waiting<T> without(Future<?> future) {
            return new Waiting<>(future::cancel, () -> {
                assertThat(future.exception()).isInstanceOf(CancelledError.class);
                return null;
            });
        }

        private static boolean hasValue(Future<?> future) {
            return future.isDone() && !future.isCancelled() && future.exception() == null;
        }
    }
}
