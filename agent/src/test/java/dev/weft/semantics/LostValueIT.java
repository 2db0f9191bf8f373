package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.ExceptionGroup;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TaskGroup;
import dev.weft.Weft;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.Streams;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values that nothing can receive any more, because what waited for them was cancelled. A coroutine of Weft's own takes back
 * what it hands over; the values of the program's coroutines are left alone, because they may be shared.
 */
class LostValueIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> closed = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    /** A resource that notes its end. */
    private record Resource(List<String> closed) implements AutoCloseable {
        @Override
        public void close() {
            closed.add("closed");
        }
    }

    private final Resource shared = new Resource(closed);

    @Async
    private Coroutine<Resource> connects(int seconds) {
        await(sleep(SECOND.multipliedBy(seconds)));
        return completed(shared);
    }

    /** Returns its value although it is cancelled. */
    @Async
    private Coroutine<Resource> insists() {
        try {
            await(sleep(SECOND.multipliedBy(1_000)));
        } catch (CancelledError e) {
            await(yieldNow());
        }
        return completed(shared);
    }

    @Async
    private static Coroutine<Resource> fails(int seconds) {
        await(sleep(SECOND.multipliedBy(seconds)));
        throw new Boom("failed");
    }

    @Async
    private static Coroutine<Void> awaits(Future<?> future) {
        try {
            await(future);
        } catch (Boom e) {
            await(sleep(SECOND.multipliedBy(10)));
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> cancels(Future<?> future) {
        await(yieldNow());
        await(yieldNow());
        future.cancel();
        await(sleep(SECOND.multipliedBy(10)));
        await(future);
        return completed();
    }

    @Async
    private static <T> CompletableFuture<T> inAStage(Coroutine<T> coroutine) {
        return CompletableFuture.completedFuture(await(coroutine));
    }

    @Async
    private static Coroutine<Void> cancelsOutside(CompletableFuture<?> outside) {
        await(yieldNow());
        await(yieldNow());
        outside.cancel(true);
        await(sleep(SECOND.multipliedBy(10)));
        return completed();
    }

    enum Loss {
        CANCELLED_SHIELD,
        CANCELLED_GATHER,
        CANCELLED_GATHER_OF_ONE_COROUTINE_TWICE,
        CANCELLED_OUTSIDE_CALL,
        CANCELLED_STAGE_METHOD,
        TASK_CANCELLED_AS_IT_RETURNS,
        CANCELLED_GROUP,
        FAILED_GATHER
    }

    private Coroutine<Void> loseShared(Loss loss) {
        return switch (loss) {
            case CANCELLED_SHIELD -> cancels(shield(connects(2)));
            case CANCELLED_GATHER -> cancels(gather(insists(), sleep(SECOND.multipliedBy(100))));
            case CANCELLED_GATHER_OF_ONE_COROUTINE_TWICE -> twice(insists());
            case CANCELLED_OUTSIDE_CALL -> cancelsOutside(runCoroutineThreadsafe(insists(), EventLoop.running()));
            case CANCELLED_STAGE_METHOD -> cancelsOutside(inAStage(insists()));
            case TASK_CANCELLED_AS_IT_RETURNS -> awaits(createTask(cancelsItself()));
            case CANCELLED_GROUP -> cancels(createTask(taskGroup(group -> besideAChild(group, connects(0)))));
            case FAILED_GATHER -> awaits(gather(connects(1), connects(3), fails(2)));
        };
    }

    private static <T> Coroutine<T> besideAChild(TaskGroup group, Coroutine<T> coroutine) {
        group.createTask(sleep(SECOND.multipliedBy(100)));
        return coroutine;
    }

    private static Coroutine<Void> twice(Coroutine<Resource> coroutine) {
        return cancels(gather(coroutine, coroutine));
    }

    @Async
    private Coroutine<Resource> cancelsItself() {
        cancelCurrent();
        return completed(shared);
    }

    private static void cancelCurrent() {
        Task<?> own = currentTask();
        if (own != null) {
            own.cancel();
        }
    }

    private void run(AsyncCallable<Void> main) {
        try (TestLoop loop = new TestLoop()) {
            loop.loop().setExceptionHandler((where, error) -> reports.add(error.message() + ": " + error.exception()));
            loop.run(async(() -> {
                try {
                    await(main.call());
                } catch (CancelledError | ExceptionGroup e) {
                    // the loss that is the subject
                }
                return completed();
            }));
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void resource_ofTheProgram_isNotClosed(Loss loss) {
        run(() -> loseShared(loss));
        assertThat(closed).isEmpty();
        assertThat(reports).isEmpty();
    }

    private void losesWhatAThreadReturned(AutoCloseable value) {
        try (TestLoop loop = new TestLoop()) {
            loop.loop().setDefaultExecutor(Runnable::run);
            loop.loop().setExceptionHandler((where, error) -> reports.add(error.message() + ": " + error.exception()));
            loop.run(async(() -> {
                createTask(toThread(() -> {
                    cancelCurrent();
                    return value;
                }));
                return sleep(SECOND);
            }));
        }
    }

    @Test
    void resource_ofToThread_isClosed() {
        losesWhatAThreadReturned(shared);
        assertThat(closed).containsExactly("closed");
        assertThat(reports).isEmpty();
    }

    @Test
    void failureToCloseIt_isReportedOnce() {
        losesWhatAThreadReturned(() -> {
            throw new Boom("close of lost");
        });
        assertThat(reports)
                .containsExactly(
                        "Exception in close of a value that was lost to a cancellation: " + new Boom("close of lost"));
    }

    @Async
    private static Coroutine<Integer> losesAConnection() throws IOException, TimeoutException {
        Future<Void> atItsEnd = EventLoop.running().createFuture();
        Server server = await(Streams.startServer(connection -> readsToTheEnd(connection, atItsEnd), "127.0.0.1", 0));
        int accepted = 0;
        try {
            shield(Streams.openConnection("127.0.0.1", server.port())).cancel();
            accepted += await(waitFor(atItsEnd, SECOND.multipliedBy(60))) == null ? 1 : 0;
        } finally {
            server.close();
        }
        return completed(accepted);
    }

    @Async
    private static Coroutine<Void> readsToTheEnd(Connection connection, Future<Void> atItsEnd) throws IOException {
        await(connection.reader().read(-1));
        atItsEnd.setResult(null);
        return completed();
    }

    @Test
    void connection_thatNothingCanReceive_isClosed() {
        assertThat(Weft.<Integer>run(async(() -> losesAConnection()))).isEqualTo(1);
    }
}
