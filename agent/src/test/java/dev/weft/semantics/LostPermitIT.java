package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.CapacityLimiter;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Semaphore;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Permits that nothing can receive any more, because what waited for them was cancelled: they are given back. */
class LostPermitIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> reports = new ArrayList<>();

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

    @Async
    private static Coroutine<Permit> fails(int seconds) {
        await(sleep(SECOND.multipliedBy(seconds)));
        throw new Boom("failed");
    }

    /** A coroutine whose value is that of another one. */
    enum Form {
        BARE {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) {
                return acquire;
            }
        },
        WAIT_FOR {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) throws TimeoutException {
                return waitFor(acquire, SECOND.multipliedBy(50));
            }
        },
        TIMEOUT {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) throws TimeoutException {
                return timeout(SECOND.multipliedBy(50), t -> acquire);
            }
        },
        LAMBDA {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) {
                return async(() -> acquire);
            }
        },
        GROUP {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) {
                return taskGroup(group -> acquire);
            }
        },
        HOLD {
            @Override
            Coroutine<Permit> of(Coroutine<Permit> acquire) {
                return new Lock().hold(() -> acquire);
            }
        };

        abstract Coroutine<Permit> of(Coroutine<Permit> acquire) throws TimeoutException;
    }

    /** Frees what is waited for, and cancels the waiting so many turns later. */
    @Async
    private static Coroutine<Void> cancelsLater(LosingWay way, Coroutine<Permit> acquire, Permit held, int turns) {
        LosingWay.Waiting<Permit> waiting = way.wait(acquire);
        await(sleep(SECOND));
        held.close();
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        waiting.cancel().run();
        await(sleep(SECOND));
        Permit received = waiting.received().get();
        if (received != null) {
            received.close();
        }
        return completed();
    }

    /** Loses a permit in all turns in which that can be, and takes another each time. */
    @Async
    private static Coroutine<Integer> takesAfterEachLoss(LosingWay way, Form form, Supplier<Coroutine<Permit>> acquire)
            throws TimeoutException {
        int taken = 0;
        for (int turns = 0; turns < 6; turns++) {
            await(cancelsLater(way, form.of(acquire.get()), await(acquire.get()), turns));
            try {
                await(waitFor(acquire.get(), SECOND)).close();
                taken++;
            } catch (TimeoutException e) {
                throw new AssertionError("lost " + turns + " turns later, " + way + " of " + form, e);
            }
        }
        return completed(taken);
    }

    private void takesAllAgain(LosingWay way, Form form, Supplier<Coroutine<Permit>> acquire) {
        List<Integer> taken = new ArrayList<>();
        run(() -> {
            taken.add(await(takesAfterEachLoss(way, form, acquire)));
            return completed();
        });
        assertThat(taken).as("%s of %s", way, form).containsExactly(6);
        assertThat(reports).as("%s of %s", way, form).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LosingWay.class)
    void permit_thatNothingCanReceive_isGivenBack(LosingWay way) {
        for (Form form : Form.values()) {
            Lock lock = new Lock();
            takesAllAgain(way, form, lock::acquire);
        }
        Semaphore semaphore = new Semaphore(1);
        takesAllAgain(way, Form.BARE, semaphore::acquire);
        CapacityLimiter limiter = new CapacityLimiter(1);
        takesAllAgain(way, Form.BARE, () -> limiter.acquireFor(new Object()));
    }

    @Async
    private static Coroutine<Integer> takesAfterAFailure(Lock lock) throws TimeoutException {
        try {
            await(gather(lock.acquire(), fails(1)));
        } catch (Boom e) {
            await(waitFor(lock.acquire(), SECOND)).close();
            return completed(1);
        }
        return completed(0);
    }

    @Test
    void permit_besideAFailure_isGivenBack() {
        List<Integer> taken = new ArrayList<>();
        run(() -> {
            taken.add(await(takesAfterAFailure(new Lock())));
            return completed();
        });
        assertThat(taken).containsExactly(1);
    }

    @Async
    private static Coroutine<Void> keeps(Task<Permit> kept, Lock lock) {
        Future<?> gathered = gather(kept, sleep(SECOND.multipliedBy(100)));
        await(sleep(SECOND));
        gathered.cancel();
        await(sleep(SECOND));
        assertThat(lock.isLocked()).isTrue();
        kept.result().close();
        return completed();
    }

    @Test
    void permit_ofATaskThatTheProgramHas_isKept() {
        Lock lock = new Lock();
        run(() -> keeps(createTask(lock.acquire()), lock));
        assertThat(lock.isLocked()).isFalse();
    }

    @Async
    private static Coroutine<Void> waitsForNoTime(Coroutine<?> coroutine) throws TimeoutException {
        await(waitFor(coroutine, Duration.ZERO));
        return completed();
    }

    @Test
    void waitFor_withoutTime_startsNothingThatCouldBeLost() {
        Lock lock = new Lock();
        assertThatThrownBy(() -> run(() -> waitsForNoTime(lock.acquire()))).isInstanceOf(TimeoutException.class);
        assertThat(lock.isLocked()).isFalse();
    }
}
