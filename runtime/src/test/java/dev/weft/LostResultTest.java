package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that come when the task which awaits them has been cancelled, and tasks that are left behind. */
@Timeout(60)
class LostResultTest {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final Runner runner = Runner.builder().build();

    @AfterEach
    void close() {
        runner.close();
    }

    /** A resource that notes its end. */
    private final class Connection implements AutoCloseable {
        @Override
        public void close() {
            events.add("closed");
        }
    }

    private void reportEvents() {
        runner.loop().setExceptionHandler((loop, error) -> events.add(error.message() + ": " + error.exception()));
    }

    @Test
    void toThread_whoseAwaiterIsCancelledWhileItRuns_closesWhatItReturns() {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Coroutine<Connection> connect = Weft.toThread(() -> {
            began.countDown();
            cancelled.await();
            return new Connection();
        });
        runner.run(Steps.of("main", x -> cancelledWhenBegun(connect, began, cancelled)));
        runner.close(); // waits for the thread

        assertThat(events).containsExactly("cancelled", "closed");
    }

    @Test
    void toThread_whoseAwaiterIsCancelledWhileItRuns_reportsWhatItThrows() {
        reportEvents();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Coroutine<String> failing = Weft.toThread(() -> {
            began.countDown();
            cancelled.await();
            throw new IllegalStateException("expected");
        });
        runner.run(Steps.of("main", x -> cancelledWhenBegun(failing, began, cancelled)));
        runner.close();

        assertThat(events)
                .containsExactly(
                        "cancelled",
                        "Exception in code on another thread, whose awaiter had been cancelled:"
                                + " java.lang.IllegalStateException: expected");
    }

    private Coroutine<?> cancelledWhenBegun(Coroutine<?> blocking, CountDownLatch began, CountDownLatch cancelled) {
        Task<?> task = Weft.createTask(Steps.of("awaiter", x -> blocking));
        return Steps.of(
                "cancelling", x -> Weft.toThread(() -> began.await()), x -> task.cancel(), x -> Weft.yieldNow(), x -> {
                    events.add("cancelled");
                    cancelled.countDown();
                    return null;
                });
    }

    @Test
    void toThread_whoseAwaiterIsCancelledAfterTheResultHasCome_closesIt() {
        reportEvents();
        Executor here = Runnable::run;
        runner.loop().setDefaultExecutor(here);
        runner.run(Steps.of("main", x -> {
                    Task<?> task = Weft.createTask(Steps.of("awaiter", y -> Weft.toThread(Connection::new)));
                    EventLoop.running().callSoon(() -> EventLoop.running().callSoon(() -> task.cancel()));
                    return task;
                })
                .rescuedBy(cancelled -> events.add(cancelled.getClass().getSimpleName())));

        assertThat(events).containsExactly("closed", "CancelledError");
    }

    @Test
    void runInExecutor_whoseFutureIsCancelledBeforeTheResultCame_closesIt() {
        List<Runnable> work = new ArrayList<>();
        runner.run(Steps.of("main", x -> {
            Future<?> future = EventLoop.running().runInExecutor(work::add, Connection::new);
            work.remove(0).run(); // the result is on its way to the loop
            future.cancel();
            return Weft.yieldNow();
        }));
        work.forEach(Runnable::run); // the executor closes it

        assertThat(events).containsExactly("closed");
    }

    @Test
    void task_thatIsCancelledAndReturnsAResourceAllTheSame_leavesItOpen() { // it may be shared
        runner.run(Steps.of(
                        "main",
                        x -> Weft.createTask(Steps.of("own", y -> {
                            Weft.currentTask().cancel();
                            return new Connection();
                        })))
                .rescuedBy(cancelled -> events.add(cancelled.getClass().getSimpleName())));

        assertThat(events).containsExactly("CancelledError");
    }

    @Test
    void close_ofALostResultThatThrows_isReported() {
        reportEvents();
        runner.loop().setDefaultExecutor(Runnable::run);
        runner.run(Steps.of(
                        "main",
                        x -> Weft.createTask(Weft.toThread(() -> {
                            Weft.currentTask().cancel();
                            return (AutoCloseable) () -> {
                                throw new IllegalStateException("expected");
                            };
                        })))
                .rescuedBy(cancelled -> Weft.yieldNow()));

        assertThat(events)
                .containsExactly("Exception in close of a value that was lost to a cancellation:"
                        + " java.lang.IllegalStateException: expected");
    }

    @Test
    void results_thatAnAwaiterReceives_staysOpen() {
        Object received = runner.run(Steps.of("main", x -> Weft.toThread(Connection::new)));

        assertThat(received).isInstanceOf(Connection.class);
        assertThat(events).isEmpty();
    }

    @Test
    void close_withTasksThatArePending_reportsEachOnceWithItsPlace() {
        EventLoop loop = EventLoop.create();
        List<@Nullable String> messages = new ArrayList<>();
        loop.setExceptionHandler((its, error) -> messages.add(error.message()));
        Task<?> waiting = loop.createTask(Steps.of("waiting", x -> loop.createFuture()));
        loop.runUntilComplete(Weft.yieldNow());
        Task<?> unstarted = loop.createTask(Steps.of("unstarted", x -> "value"));
        var told = loop.createTask(Steps.of("told", x -> "value")).toCompletableFuture();
        loop.close();

        assertThat(told).isCompletedExceptionally();
        assertThat(messages)
                .containsExactly(
                        waiting.name() + " (Weft.waiting) pending when its event loop was closed, suspended at"
                                + " dev.weft.Weft.waiting(Weft.java)",
                        unstarted.name()
                                + " (Weft.unstarted) pending when its event loop was closed, before its first step");
    }
}
