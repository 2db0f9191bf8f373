package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.NotWovenError;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Mistakes get their clear error, and the rest of the program works. */
class BadInputIT {
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    @Async
    static Coroutine<Integer> value() {
        return completed(1);
    }

    @Async
    static Coroutine<String> awaitsNull(boolean stage) {
        Awaitable<String> nothing = null;
        CompletionStage<String> noStage = null;
        try {
            return completed(stage ? await(noStage) : await(nothing));
        } catch (NullPointerException e) {
            return completed(e.getMessage());
        }
    }

    @Test
    void await_ofNull_isANullPointerExceptionThatSaysSo() {
        assertThat(run(awaitsNull(false))).contains("await").contains("null");
        assertThat(run(awaitsNull(true))).contains("await").contains("null");
    }

    @Async
    static Coroutine<Integer> returnsNull() {
        return null;
    }

    @Async
    static Coroutine<Integer> returnsNullLater() {
        await(yieldNow());
        return null;
    }

    @Test
    void return_ofNull_isANullPointerExceptionThatNamesTheMethod() {
        assertThatThrownBy(() -> run(returnsNull()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("BadInputIT.returnsNull");
        assertThatThrownBy(() -> run(returnsNullLater()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("BadInputIT.returnsNullLater");
    }

    @Test
    void coroutine_awaitedTwice_isRefusedWithItsName() {
        assertThatThrownBy(() -> run(() -> {
                    Coroutine<Integer> once = value();
                    await(once);
                    return completed(await(once));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot reuse already awaited coroutine")
                .hasMessageContaining("BadInputIT.value");
    }

    @Test
    void coroutine_scheduledAfterItWasAwaited_isRefused() {
        assertThatThrownBy(() -> run(() -> {
                    Coroutine<Integer> once = value();
                    await(once);
                    return completed(await(createTask(once)));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot reuse already awaited coroutine");
    }

    @Test
    void coroutine_awaitedByTwoTasksAtOnce_isRefusedToTheSecond() {
        List<String> seen = new ArrayList<>();
        run(() -> {
            Coroutine<Void> shared = sleep(Duration.ofMillis(1));
            Task<Void> first = createTask(() -> {
                await(shared);
                seen.add("first");
                return completed();
            });
            Task<Void> second = createTask(() -> {
                await(shared);
                seen.add("never");
                return completed();
            });
            await(first);
            assertThatThrownBy(second::result).isInstanceOf(IllegalStateException.class);
            return completed();
        });
        assertThat(seen).containsExactly("first");
    }

    @Test
    void run_insideRun_isRefusedAndTheOuterGoesOn() {
        int value = run(() -> {
            Coroutine<Integer> inner = value();
            assertThatThrownBy(() -> run(inner))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("running event loop");
            return inner;
        });
        assertThat(value).isEqualTo(1);
    }

    @Test
    void loopCalls_outsideALoop_areRefused() {
        assertThatThrownBy(EventLoop::running)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
        Coroutine<Integer> coroutine = value();
        assertThatThrownBy(() -> createTask(coroutine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
        coroutine.close();
        assertThat(currentTask()).isNull();
    }

    @Test
    void future_ofAnotherLoop_isRefused() {
        EventLoop other = EventLoop.create();
        Future<Integer> foreign = other.createFuture();
        assertThatThrownBy(() -> run(() -> completed(await(foreign))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loop");
        other.close();
    }

    @Test
    void setResult_fromAForeignThread_isRefusedWithAdvice() {
        String message = run(() -> {
            EventLoop loop = EventLoop.running();
            loop.setDebug(true);
            Future<Integer> future = loop.createFuture();
            Task<Integer> waiting = createTask(() -> completed(await(future)));
            await(yieldNow());
            String refused = await(toThread(() -> {
                try {
                    future.setResult(1);
                    return "accepted";
                } catch (IllegalStateException | AssertionError e) {
                    return e.getMessage();
                }
            }));
            waiting.cancel();
            return completed(refused);
        });
        assertThat(message).contains("callSoonThreadsafe");
    }

    @Test
    void setResult_onATask_isRefused() {
        run(() -> {
            Task<Integer> task = createTask(value());
            assertThatThrownBy(() -> task.setResult(2)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> task.setException(new Boom("no"))).isInstanceOf(RuntimeException.class);
            assertThat(await(task)).isEqualTo(1);
            return completed();
        });
    }

    @Async
    static Coroutine<String> sleepsForEver() {
        try {
            await(sleep(LONGEST));
        } catch (CancelledError e) {
            return completed("cancelled");
        }
        return completed("woke");
    }

    @Test
    void sleep_tooLongForNanoseconds_lastsForEver() {
        try (TestLoop loop = new TestLoop()) {
            String outcome = loop.run(async(() -> {
                Task<String> sleeper = createTask(sleepsForEver());
                EventLoop.running().callLater(LONGEST, () -> sleeper.setName("never"));
                await(sleep(Duration.ofDays(365 * 100)));
                assertThat(sleeper.isDone()).isFalse();
                sleeper.cancel();
                return completed(await(sleeper) + " " + sleeper.name().equals("never"));
            }));
            assertThat(outcome).isEqualTo("cancelled false");
        }
    }

    @Test
    void sleep_ofTheMostNegativeDuration_takesOneTurn() {
        try (TestLoop loop = new TestLoop()) {
            String outcome = loop.run(async(() -> {
                await(sleep(Duration.ofSeconds(Long.MIN_VALUE)));
                return sleep(Duration.ofSeconds(Long.MIN_VALUE), "woke");
            }));
            assertThat(outcome).isEqualTo("woke");
        }
    }

    private static int plain(List<String> effects) {
        effects.add("before");
        int value = await(value());
        effects.add("never");
        return value;
    }

    @Test
    void await_inAPlainMethod_throwsWhereItIsReached() {
        List<String> effects = new ArrayList<>();
        assertThatThrownBy(() -> plain(effects))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("BadInputIT")
                .hasMessageContaining("plain");
        assertThat(effects).containsExactly("before");
        assertThat(run(value())).isEqualTo(1);
    }

    /** Awaits where nothing can suspend. */
    private static final class Constructed {
        final int value;

        Constructed() {
            value = await(value());
        }
    }

    @Test
    void await_inAConstructor_throwsWhereItIsReached() {
        assertThatThrownBy(() -> assertThat(new Constructed().value).isZero())
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("Constructed");
    }

    @Async
    static Coroutine<Integer> locked(Object monitor) {
        synchronized (monitor) {
            return completed(await(value()));
        }
    }

    @Async
    static synchronized Coroutine<Integer> lockedMethod() {
        return completed(await(value()));
    }

    @Test
    void await_inASynchronizedBlock_isRefusedWithAdvice() {
        assertThatThrownBy(() -> run(locked(new Object())))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("synchronized")
                .hasMessageContaining("BadInputIT.locked");
        assertThatThrownBy(() -> run(lockedMethod()))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("synchronized");
    }

    @Async
    static String wrongReturnType() {
        return "value";
    }

    @Test
    void asyncMethod_ofAnUnsupportedReturnType_throwsWhenItIsCalled() {
        assertThatThrownBy(BadInputIT::wrongReturnType)
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("wrongReturnType")
                .hasMessageContaining("String");
    }

    @Test
    void gather_ofNull_isRefused() {
        run(() -> {
            Coroutine<Integer> nothing = null;
            assertThatThrownBy(() -> gather(value(), nothing)).isInstanceOf(NullPointerException.class);
            return completed();
        });
    }

    @Test
    void callbacks_thatAreNull_areRefusedAtTheCall() {
        run(() -> {
            EventLoop loop = EventLoop.running();
            assertThatThrownBy(() -> loop.callSoon(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(Duration.ZERO, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(null, () -> {})).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> sleep(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> createTask((Coroutine<Integer>) null)).isInstanceOf(NullPointerException.class);
            return completed();
        });
    }
}
