package dev.weft.neighbours;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Mockito's stubs in calls inside the class that is stubbed, which would be calls of bodies otherwise. */
class MockitoIT {
    /** A class of which nothing can be overridden. */
    static final class Prices {
        @Async
        Coroutine<Integer> one(int id) {
            await(yieldNow());
            return completed(id);
        }

        @Async
        Coroutine<String> named(int id) {
            return completed("price " + id);
        }

        @Async
        Coroutine<Integer> twice(int id) {
            int first = await(one(id));
            return completed(first + await(one(id)));
        }

        @Async
        Coroutine<Integer> passedOn(int id) {
            return one(id);
        }

        @Async
        CompletableFuture<String> stage(int id) {
            return CompletableFuture.completedFuture(await(named(id)));
        }
    }

    /** A class with a final method. */
    static class Base {
        @Async
        final Coroutine<String> load() {
            return completed("loaded");
        }

        @Async
        Coroutine<String> use() {
            return completed("used " + await(load()));
        }
    }

    /** A record, which is final too. */
    record Point(int x) {
        @Async
        Coroutine<Integer> half() {
            await(yieldNow());
            return completed(x / 2);
        }

        @Async
        Coroutine<Integer> quarter() {
            return completed(await(half()) / 2);
        }
    }

    /** Static methods. */
    static final class Clocks {
        private Clocks() {}

        @Async
        static Coroutine<Long> now() {
            await(yieldNow());
            return completed(1L);
        }

        @Async
        static Coroutine<Long> later() {
            return completed(await(now()) + 1);
        }
    }

    /** One whose call is suspended while the class is changed. */
    static final class Slow {
        @Async
        Coroutine<Integer> inner(CompletableFuture<Integer> gate) {
            return completed(await(gate));
        }

        @Async
        Coroutine<Integer> outer(CompletableFuture<Integer> gate, CompletableFuture<Integer> next) {
            int sum = await(inner(gate));
            sum += await(inner(next));
            return completed(sum);
        }
    }

    @Test
    void stub_ofAFinalClass_isAwaitedInsideIt() {
        Prices prices = spy(new Prices());
        doReturn(completed(20), completed(3)).when(prices).one(1);
        assertThat(run(prices.twice(1))).isEqualTo(23);
        assertThat(run(prices.twice(2))).isEqualTo(4);
        doReturn(completed(7)).when(prices).one(5);
        assertThat(run(prices.passedOn(5))).isEqualTo(7);
        verify(prices).twice(1);
    }

    @Test
    void stub_inAStageStyleMethod_isAwaitedInsideTheClass() {
        Prices prices = spy(new Prices());
        doReturn(completed("free")).when(prices).named(1);
        assertThat(prices.stage(1).join()).isEqualTo("free");
    }

    @Test
    void stub_ofAFinalMethod_isAwaitedInsideTheClass() {
        Base base = spy(new Base());
        doReturn(completed("stub")).when(base).load();
        assertThat(run(base.use())).isEqualTo("used stub");
        assertThat(run(new Base().use())).isEqualTo("used loaded");
    }

    @Test
    void stub_ofARecord_isAwaitedInsideIt() {
        Point point = spy(new Point(8));
        doReturn(completed(100)).when(point).half();
        assertThat(run(point.quarter())).isEqualTo(50);
    }

    @Test
    void stub_ofAStaticMethod_isAwaitedInsideTheClassAsLongAsItLasts() {
        try (var clocks = mockStatic(Clocks.class, CALLS_REAL_METHODS)) {
            clocks.when(Clocks::now).thenReturn(completed(41L));
            assertThat(run(Clocks.later())).isEqualTo(42);
        }
        assertThat(run(Clocks.later())).isEqualTo(2);
    }

    @Test
    void call_thatIsSuspendedWhenItsClassIsSpied_endsAsItWould() {
        assertThat(run(suspendedMeanwhile())).isEqualTo(5);
    }

    @Async
    @SuppressWarnings("MockNotUsedInProduction") // that it retransforms the class is enough
    private static Coroutine<Integer> suspendedMeanwhile() {
        var gate = new CompletableFuture<Integer>();
        var next = new CompletableFuture<Integer>();
        Task<Integer> task = Weft.createTask(new Slow().outer(gate, next));
        await(yieldNow());
        var unused = spy(new Slow());
        gate.complete(2);
        await(yieldNow());
        next.complete(3);
        return completed(await(task));
    }
}
