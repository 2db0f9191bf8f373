package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Rule 45 where Python has no counterpart: what a generator returns, how deep generators lie in each other, plain iterators. */
class GeneratorReturnIT extends Twin {
    @Async
    static <T> Coroutine<List<T>> all(AsyncIterator<T> it) {
        List<T> values = new ArrayList<>();
        while (await(it.advance())) {
            values.add(it.current());
        }
        return completed(values);
    }

    @Async
    AsyncIterator<Integer> down(int n) {
        if (n == 0) {
            return AsyncIterator.end();
        }
        emit(n);
        if (n % 3 == 0) {
            await(yieldNow());
        }
        return down(n - 1);
    }

    @Test
    void generator_thatReturnsAnother_goesOnWithThatOne() {
        assertThat(Weft.run(all(down(7)))).containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertThat(Weft.run(all(down(100_000)))).hasSize(100_000);
    }

    @Async
    AsyncIterator<String> passingOn(AsyncIterator<String> rest) {
        emit("own");
        return rest;
    }

    @Async
    AsyncIterator<String> closing() {
        try {
            emit("a");
            emit("b");
        } finally {
            await(yieldNow());
            log("closed");
        }
        return AsyncIterator.end();
    }

    @Test
    void close_ofAGeneratorThatReturnedAnother_closesThatOne() {
        AsyncIterator<String> it = passingOn(closing());
        runMain(() -> {
            await(it.advance());
            await(createTask(it.advance()));
            log(it.current());
            await(it.close());
            log(await(it.advance()));
            return completed();
        });
        assertThat(lines()).containsExactly("a", "closed", "false");
        assertThat(Weft.run(all(passingOn(AsyncIterator.of(List.of("c")))))).containsExactly("own", "c");
    }

    @Async
    AsyncIterator<String> returningNull() {
        emit("a");
        return null;
    }

    @Test
    void generator_thatReturnsNull_failsAndNamesItself() {
        assertThatThrownBy(() -> Weft.run(all(returningNull())))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("GeneratorReturnIT.returningNull returned null: an async generator returns"
                        + " AsyncIterator.end(), or another iterator");
    }

    @Async
    static AsyncIterator<Integer> nested(int depth, boolean suspends) {
        if (depth > 0) {
            AsyncIterator<Integer> inner = nested(depth - 1, suspends);
            while (await(inner.advance())) {
                emit(inner.current() + 1);
            }
        } else {
            if (suspends) {
                await(yieldNow());
            }
            emit(0);
        }
        return AsyncIterator.end();
    }

    @Test
    void generators_tenThousandInsideEachOther_giveTheirValue() {
        for (boolean suspends : new boolean[] {false, true}) {
            assertThat(Weft.run(all(nested(10_000, suspends)))).containsExactly(10_000);
        }
    }

    @Async
    AsyncIterator<Integer> advancingItself(List<AsyncIterator<Integer>> self) {
        await(self.get(0).advance());
        emit(1);
        return AsyncIterator.end();
    }

    @Test
    void generator_thatAdvancesItself_isRefused() {
        List<AsyncIterator<Integer>> self = new ArrayList<>();
        self.add(advancingItself(self));
        assertThatThrownBy(() -> Weft.run(all(self.get(0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "advance(): the generator GeneratorReturnIT.advancingItself is already running");
    }

    @Test
    void current_whereThereIsNoValue_throwsAndSaysWhy() {
        AsyncIterator<Integer> it = down(1);
        assertThatThrownBy(it::current)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("before the first");
        Weft.run(all(it));
        assertThatThrownBy(it::current)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("at its end");
    }

    private final List<AsyncIterator<Integer>> ring = new ArrayList<>();

    @Async
    AsyncIterator<Integer> returningOneOfTheRing(int own, int returned) {
        emit(own);
        return ring.get(returned);
    }

    private void assertCycle(int enter, List<Integer> values, String names) {
        List<Integer> seen = new ArrayList<>();
        runMain(() -> {
            AsyncIterator<Integer> it = ring.get(enter);
            try {
                while (await(it.advance())) {
                    seen.add(it.current());
                }
            } catch (IllegalStateException e) {
                log(e.getMessage());
            }
            log(await(it.advance()));
            return completed();
        });
        assertThat(seen).isEqualTo(values);
        assertThat(lines())
                .containsExactly(
                        "generators have returned each other, and none has a value left: " + names
                                + ". Return another iterator, or AsyncIterator.end()",
                        "false");
    }

    @Test
    void generator_thatReturnsItself_isRefusedByName() {
        ring.add(returningOneOfTheRing(7, 0));
        String name = "GeneratorReturnIT.returningOneOfTheRing";
        assertCycle(0, List.of(7), name + ", which returned " + name);
    }

    @Test
    void generators_thatReturnEachOther_areRefusedByName() {
        ring.add(returningOneOfTheRing(0, 1));
        ring.add(returningOneOfTheRing(1, 2));
        ring.add(returningOneOfTheRing(2, 1));
        String name = "GeneratorReturnIT.returningOneOfTheRing";
        assertCycle(0, List.of(0, 1, 2), name + ", which returned " + name + ", which returned " + name);
    }

    @Async
    static AsyncIterator<Integer> emptyDown(int n, boolean suspends) {
        if (suspends) {
            await(yieldNow());
        }
        return n == 0 ? AsyncIterator.of(List.of(5)) : emptyDown(n - 1, suspends);
    }

    @Async
    static AsyncIterator<Integer> closableDown(int n) {
        if (n > 0) {
            return closableDown(n - 1);
        }
        try {
            emit(6);
        } finally {
            await(yieldNow());
        }
        return AsyncIterator.end();
    }

    @Test
    void generators_thatReturnOthersWithoutAValue_areLimitedByTheDepthOnly() {
        assertThat(Weft.run(all(emptyDown(99_000, false)))).containsExactly(5);
        assertThat(Weft.run(all(emptyDown(99_000, true)))).containsExactly(5);
        runMain(() -> {
            AsyncIterator<Integer> it = closableDown(50_000);
            log(await(it.advance()));
            log(it.current());
            await(it.close());
            return completed();
        });
        assertThat(lines()).containsExactly("true", "6");
    }

    @Test
    void generators_thatReturnOthersWithoutEnd_overflowAndAreAtTheirEnd() {
        for (boolean suspends : new boolean[] {false, true}) {
            runMain(() -> {
                AsyncIterator<Integer> it = emptyDown(1_000_000, suspends);
                try {
                    log(await(it.advance()));
                } catch (StackOverflowError e) {
                    assertThat(e).hasMessageContaining("100000").hasMessageContaining("GeneratorReturnIT.emptyDown");
                }
                log(await(it.advance()));
                await(it.close());
                return completed();
            });
        }
        assertThat(lines()).containsExactly("false", "false");
    }

    @Test
    void advance_awaitedTwice_isRefused() {
        AsyncIterator<Integer> it = down(3);
        runMain(() -> {
            Coroutine<Boolean> once = it.advance();
            await(once);
            try {
                await(once);
            } catch (IllegalStateException e) {
                log(e);
            }
            log(it.current());
            return completed();
        });
        assertThat(lines()).containsExactly("IllegalStateException", "3");
    }

    @Test
    void lambda_thatReturnsAnIterator_isAGenerator() {
        IntFunction<AsyncIterator<Integer>> squares = n -> {
            for (int i = 0; i < n; i++) {
                await(yieldNow());
                emit(i * i);
            }
            return AsyncIterator.end();
        };
        assertThat(Weft.run(all(squares.apply(4)))).containsExactly(0, 1, 4, 9);
    }

    /** A plain class. */
    private static final class Twice implements AsyncIterator<String> {
        private int left = 2;

        @Override
        public Coroutine<Boolean> advance() {
            left--;
            return completed(left >= 0);
        }

        @Override
        public String current() {
            return "value " + left;
        }

        @Override
        public Coroutine<Void> close() {
            left = 0;
            return completed();
        }
    }

    @Test
    void plainIterator_advanced_givesItsValues() {
        assertThat(Weft.run(all(new Twice()))).containsExactly("value 1", "value 0");
    }

    @Async
    static CompletableFuture<Integer> sumInAStage(AsyncIterator<Integer> it) {
        int sum = 0;
        while (await(it.advance())) {
            sum += it.current();
        }
        return CompletableFuture.completedFuture(sum);
    }

    @Async
    static AsyncIterator<Integer> fromStages(CompletableFuture<Integer> first, CompletableFuture<Integer> second) {
        emit(await(first));
        emit(await(second));
        return AsyncIterator.end();
    }

    @Test
    void generator_advancedInAStageMethodWithoutALoop_resumesWhereItsStageEnds() {
        CompletableFuture<Integer> second = new CompletableFuture<>();
        CompletableFuture<Integer> sum = sumInAStage(fromStages(CompletableFuture.completedFuture(1), second));
        assertThat(sum).isNotDone();
        second.complete(2);
        assertThat(sum).isCompletedWithValue(3);
    }
}
