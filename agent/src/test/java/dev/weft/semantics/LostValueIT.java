package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that nothing can receive any more, because what waited for them was cancelled: they are closed. */
class LostValueIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> closed = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    /** A resource that notes its end, and may fail then. */
    private record Connection(String name, List<String> closed, boolean fails) implements AutoCloseable {
        @Override
        public void close() {
            closed.add(name);
            if (fails) {
                throw new Boom("close of " + name);
            }
        }
    }

    private boolean closeFails;

    @Async
    private Coroutine<Connection> connects(String name, int seconds) {
        await(sleep(SECOND.multipliedBy(seconds)));
        return completed(new Connection(name, closed, closeFails));
    }

    /** Connects although it is cancelled. */
    @Async
    private Coroutine<Connection> insists(String name) {
        try {
            await(sleep(SECOND.multipliedBy(1_000)));
        } catch (CancelledError e) {
            await(yieldNow());
        }
        return completed(new Connection(name, closed, closeFails));
    }

    @Async
    private static Coroutine<Connection> fails(int seconds) {
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
    private static CompletableFuture<Connection> inAStage(Coroutine<Connection> coroutine) {
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
        CANCELLED_GATHER_OF_ONE_VALUE_TWICE,
        CANCELLED_OUTSIDE_CALL,
        CANCELLED_STAGE_METHOD,
        TASK_CANCELLED_AS_IT_RETURNS
    }

    private Coroutine<Void> lose(Loss loss) {
        return switch (loss) {
            case CANCELLED_SHIELD -> cancels(shield(connects("lost", 2)));
            case CANCELLED_GATHER -> cancels(gather(insists("lost"), sleep(SECOND.multipliedBy(100))));
            case CANCELLED_GATHER_OF_ONE_COROUTINE_TWICE -> twice(insists("lost"));
            case CANCELLED_GATHER_OF_ONE_VALUE_TWICE -> sameTwice(new Connection("lost", closed, closeFails));
            case CANCELLED_OUTSIDE_CALL -> cancelsOutside(runCoroutineThreadsafe(insists("lost"), EventLoop.running()));
            case CANCELLED_STAGE_METHOD -> cancelsOutside(inAStage(insists("lost")));
            case TASK_CANCELLED_AS_IT_RETURNS -> awaits(createTask(cancelsItself()));
        };
    }

    private static Coroutine<Void> sameTwice(Connection shared) {
        return cancels(gather(completed(shared), completed(shared), sleep(SECOND.multipliedBy(100))));
    }

    private static Coroutine<Void> twice(Coroutine<Connection> coroutine) {
        return cancels(gather(coroutine, coroutine));
    }

    @Async
    private Coroutine<Connection> cancelsItself() {
        Task<?> own = dev.weft.Weft.currentTask();
        if (own != null) {
            own.cancel();
        }
        return completed(new Connection("lost", closed, closeFails));
    }

    private void run(AsyncCallable<Void> main) {
        try (TestLoop loop = new TestLoop()) {
            loop.loop().setExceptionHandler((where, error) -> reports.add(error.message() + ": " + error.exception()));
            loop.run(dev.weft.Weft.async(() -> {
                try {
                    await(main.call());
                } catch (CancelledError e) {
                    // the loss that is the subject
                }
                return completed();
            }));
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void resource_thatNothingCanReceive_isClosedOnce(Loss loss) {
        run(() -> lose(loss));
        assertThat(closed).containsExactly("lost");
        assertThat(reports).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void failureToCloseIt_isReportedOnce(Loss loss) {
        closeFails = true;
        run(() -> lose(loss));
        assertThat(closed).containsExactly("lost");
        assertThat(reports)
                .singleElement()
                .asString()
                .contains("Exception in close of a value that was lost to a cancellation")
                .contains("close of lost");
    }

    @Async
    private Coroutine<Void> keeps(Task<Connection> kept, Future<?> around) {
        try {
            await(cancels(around));
        } catch (CancelledError e) {
            await(yieldNow());
        }
        try {
            assertThat(await(kept).name()).isEqualTo("kept");
        } catch (CancelledError e) {
            assertThat(kept.isCancelled()).isTrue();
        }
        return completed();
    }

    private Coroutine<Void> keeps(Task<Connection> kept, boolean shielded) {
        Awaitable<Connection> inner = kept;
        return keeps(kept, shielded ? shield(inner) : gather(inner, insists("lost")));
    }

    @Test
    void resource_ofATaskThatTheProgramHas_isNotClosed() {
        run(() -> keeps(createTask(connects("kept", 2)), true));
        assertThat(closed).isEmpty();
        run(() -> keeps(createTask(insists("kept")), false));
        assertThat(closed).containsExactly("lost");
    }

    @Test
    void resource_besideAFailure_isNotClosed() {
        run(() -> awaits(gather(connects("before", 1), connects("after", 3), fails(2))));
        assertThat(closed).isEmpty();
    }

    @Async
    private static Coroutine<String> locks(Lock lock) throws TimeoutException {
        Permit held = await(lock.acquire());
        Future<Permit> shielded = shield(lock.acquire());
        await(yieldNow());
        shielded.cancel();
        await(yieldNow());
        held.close();
        await(yieldNow());
        await(yieldNow());
        await(yieldNow());
        await(waitFor(lock.acquire(), SECOND)).close();
        return completed("free again");
    }

    @Test
    void permit_ofACancelledShield_isGivenBack() {
        List<String> result = new ArrayList<>();
        run(() -> {
            result.add(await(locks(new Lock())));
            return completed();
        });
        assertThat(result).containsExactly("free again");
    }

    @Async
    private static Coroutine<Void> waitsForNoTime(Coroutine<Connection> coroutine) throws TimeoutException {
        await(waitFor(coroutine, Duration.ZERO));
        return completed();
    }

    @Test
    void waitFor_withoutTime_startsNothingThatCouldBeLost() {
        assertThatThrownBy(() -> run(() -> waitsForNoTime(insists("lost")))).isInstanceOf(TimeoutException.class);
        assertThat(closed).isEmpty();
    }
}
