package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.Weft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 10, 11, 33 and 41 as a table: what no code can await any more is reported once, with its name and place. */
class ReportsIT {
    private static final String HERE = "ReportsIT.java";

    private final List<LoopError> reports = Collections.synchronizedList(new ArrayList<>());

    @Async
    private static Coroutine<Void> failing() {
        await(yieldNow());
        throw new Boom("unseen");
    }

    @Async
    private static Coroutine<Void> sleeping() {
        await(sleep(Duration.ofHours(1)));
        return completed();
    }

    @Async
    private static Coroutine<Void> failingInCleanup() {
        try {
            await(sleep(Duration.ofHours(1)));
        } finally {
            await(yieldNow());
            throwInFinally();
        }
        return completed();
    }

    private static void throwInFinally() {
        throw new Boom("in cleanup");
    }

    @Async
    private static Coroutine<String> swallowing() {
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (CancelledError e) {
            return completed("swallowed");
        }
        return completed("slept");
    }

    private static final AsyncIterator<Integer> HALF_USED = failingAtClose();

    @Async
    private static Coroutine<Boolean> advancing(AsyncIterator<Integer> it) {
        return completed(await(it.advance()));
    }

    @Async
    private static AsyncIterator<Integer> failingAtClose() {
        try {
            Weft.emit(1);
        } finally {
            throwInFinally();
        }
        return AsyncIterator.end();
    }

    private static final Runnable CALLBACK = new Runnable() {
        @Override
        public void run() {
            throw new Boom("in a callback");
        }

        @Override
        public String toString() {
            return "the callback";
        }
    };

    /** A resource that cannot be closed. */
    private record Broken() implements AutoCloseable {
        @Override
        public void close() {
            throw new Boom("in close");
        }
    }

    @Async
    private static Coroutine<Void> afterATurn() {
        await(yieldNow());
        await(yieldNow());
        await(yieldNow());
        return completed();
    }

    enum Kind {
        CALL_SOON("Exception in callback the callback", "in a callback", HERE),
        CALL_LATER("Exception in callback the callback", "in a callback", HERE),
        CALL_SOON_THREADSAFE("Exception in callback the callback", "in a callback", HERE),
        DONE_CALLBACK("Exception in callback the callback of Future", "in a callback", HERE),
        TASK("Task exception was never retrieved: worker (ReportsIT.failing) failed", "unseen", HERE),
        FUTURE("Future exception was never retrieved: Future@", "unseen", HERE),
        NEVER_AWAITED("coroutine 'ReportsIT.failing' was never awaited", "made here", HERE),
        SHUTDOWN(
                "unhandled exception during run() shutdown: worker (ReportsIT.failingInCleanup) failed",
                "in cleanup",
                HERE),
        GENERATOR("an error occurred during closing of generator ReportsIT.failingAtClose", "in cleanup", HERE),
        SWALLOWED("worker (ReportsIT.swallowing) finished has swallowed a cancellation", "", ""),
        THREAD("Exception in code on another thread, whose awaiter had been cancelled", "late", HERE),
        LOST_VALUE("Exception in close of a value that was lost to a cancellation", "in close", HERE),
        PENDING_AT_CLOSE("worker (ReportsIT.sleeping) pending when its event loop was closed, suspended at", "", "");

        private final String message;
        private final String exception;
        private final String place;

        Kind(String message, String exception, String place) {
            this.message = message;
            this.exception = exception;
            this.place = place;
        }
    }

    private static Coroutine<Void> happening(Kind kind) {
        EventLoop loop = EventLoop.running();
        switch (kind) {
            case CALL_SOON -> loop.callSoon(CALLBACK);
            case CALL_LATER -> loop.callLater(Duration.ZERO, CALLBACK);
            case CALL_SOON_THREADSAFE -> loop.callSoonThreadsafe(CALLBACK);
            case DONE_CALLBACK -> {
                Future<String> future = loop.createFuture();
                future.addDoneCallback(new Consumer<>() {
                    @Override
                    public void accept(Future<String> done) {
                        CALLBACK.run();
                    }

                    @Override
                    public String toString() {
                        return CALLBACK.toString();
                    }
                });
                future.setResult("value");
            }
            case TASK -> createTask(failing(), "worker");
            case FUTURE -> loop.createFuture().setException(new Boom("unseen"));
            case NEVER_AWAITED -> assertThat(failing().state()).isEqualTo(Coroutine.State.CREATED);
            case SHUTDOWN -> createTask(failingInCleanup(), "worker");
            case GENERATOR -> createTask(advancing(HALF_USED));
            case SWALLOWED -> {
                Task<String> task = createTask(swallowing(), "worker");
                loop.callSoon(() -> loop.callSoon(task::cancel));
            }
            case THREAD -> {
                return cancelledOnAThread(() -> {
                    throw new Boom("late");
                });
            }
            case LOST_VALUE -> {
                return cancelledOnAThread(Broken::new);
            }
            case PENDING_AT_CLOSE -> createTask(sleeping(), "worker");
        }
        return afterATurn();
    }

    @Async
    private static Coroutine<Void> cancelledOnAThread(Callable<?> then) {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Coroutine<Object> late = toThread(() -> {
            began.countDown();
            cancelled.await();
            return then.call();
        });
        Task<Object> task = createTask(late);
        await(toThread(() -> began.await()));
        task.cancel();
        await(yieldNow());
        cancelled.countDown();
        return completed();
    }

    private void run(Kind kind) {
        Runner runner = Runner.builder().debug(true).build();
        runner.loop().setExceptionHandler((loop, error) -> reports.add(error));
        runner.run(async(() -> happening(kind)));
        if (kind == Kind.PENDING_AT_CLOSE) {
            runner.loop().close();
        }
        runner.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatNoCodeCanAwait_isReportedOnceWithItsNameAndPlace(Kind kind) {
        run(kind);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.message()).startsWith(kind.message);
            if (kind.place.isEmpty()) {
                assertThat(report.message()).contains("(" + HERE + ":");
            } else {
                Throwable exception = Objects.requireNonNull(report.exception(), "the failure");
                assertThat(exception.toString()).contains(kind.exception);
                assertThat(exception.getStackTrace())
                        .anySatisfy(place -> assertThat(place.getFileName()).isEqualTo(kind.place));
            }
        });
    }
}
