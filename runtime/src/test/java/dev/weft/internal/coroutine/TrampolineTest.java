package dev.weft.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Steps;
import dev.weft.Weft;
import dev.weft.internal.task.SharedExecution;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chains of detached coroutines, each awaiting the stage of the one before, completed and awaited from inside. */
@Timeout(60)
class TrampolineTest {

    private static final int LINKS = 99_000;

    private final CompletableFuture<Object> first = new CompletableFuture<>();
    private final List<Object> log = new ArrayList<>();

    @Test
    void complete_ofTheFirstOfALongChain_reachesTheLast() {
        CompletableFuture<Object> last = chain(first, stage -> stage);
        first.complete("value");

        assertThat(last).isCompletedWithValue("value");
    }

    @Test
    void failure_ofTheFirstOfALongChain_reachesTheLast() {
        CompletableFuture<Object> last = chain(first, stage -> stage);
        IllegalStateException failure = new IllegalStateException("lost");
        first.completeExceptionally(failure);

        assertThat(last.handle((value, thrown) -> thrown)).isCompletedWithValue(failure);
    }

    @Test
    void complete_ofTheFirstOfAChainWithStagesOfTheJdkBetween_reachesTheLast() {
        CompletableFuture<Object> last = chain(first, stage -> stage.thenApply(value -> value));
        first.complete("value");

        assertThat(last).isCompletedWithValue("value");
    }

    @Test
    void resumed_thatCompletesAStageAndBlocksOnWhatAwaitsIt_goesOn() {
        CompletableFuture<Object> inner = new CompletableFuture<>();
        CompletableFuture<Object> awaiting = run(Steps.of("awaiting", x -> inner, x -> "upper " + x));
        CompletableFuture<Object> outer = run(Steps.of("outer", x -> first, x -> {
            inner.complete("in");
            return awaiting.get(1, TimeUnit.SECONDS);
        }));
        first.complete("go");

        assertThat(outer).isCompletedWithValue("upper in");
    }

    @Test
    void resumed_thatBlocksOnTheEndOfAChain_goesOn() {
        CompletableFuture<Object> inner = new CompletableFuture<>();
        CompletableFuture<Object> last = chain(inner, stage -> stage);
        CompletableFuture<Object> outer = run(Steps.of("outer", x -> first, x -> {
            inner.complete("in");
            return last.get(10, TimeUnit.SECONDS);
        }));
        first.complete("go");

        assertThat(outer).isCompletedWithValue("in");
    }

    @Test
    void callback_ofAnActivationThatEnds_mayBlockOnWhatItCompletes() {
        CompletableFuture<Object> inner = new CompletableFuture<>();
        CompletableFuture<Object> awaiting = run(Steps.of("awaiting", x -> inner, x -> "upper " + x));
        CompletableFuture<Object> outer = run(Steps.of("outer", x -> first, x -> "outer"));
        CompletableFuture<Object> dependent = outer.thenApply(value -> {
            inner.complete("in");
            return awaiting.join();
        });
        first.complete("go");

        assertThat(dependent).isCompletedWithValue("upper in");
    }

    @Test
    void resumed_thatRunsALoop_goesOn() {
        CompletableFuture<Object> outer = run(Steps.of("outer", x -> first, x -> {
            try (TestLoop loop = new TestLoop()) {
                CompletableFuture<Object> inner = new CompletableFuture<>();
                CompletableFuture<Object> detached = run(Steps.of("detached", y -> inner, y -> "upper " + y));
                return loop.run(Steps.of("main", y -> Weft.yieldNow(), y -> inner.complete("in"), y -> detached));
            }
        }));
        first.complete("go");

        assertThat(outer).isCompletedWithValue("upper in");
    }

    @Test
    void activationsThatAwaitOneStage_areResumedInTheOrderOfTheJdk() {
        List<String> plain = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            CompletableFuture<Void> dependent = first.thenAccept(value -> plain.add(name));
            assertThat(dependent).isNotDone();
            assertThat(run(Steps.of(name, x -> first, x -> log.add(name)))).isNotDone();
        }
        first.complete("go");

        assertThat(log).isEqualTo(plain);
    }

    private static CompletableFuture<Object> nested(CompletableFuture<Object> gate, int levels) {
        return run(Steps.of("nested", x -> gate, x -> {
            if (levels == 0) {
                return "bottom";
            }
            CompletableFuture<Object> inner = new CompletableFuture<>();
            CompletableFuture<Object> awaiting = nested(inner, levels - 1);
            inner.complete("go");
            return awaiting.get(30, TimeUnit.SECONDS);
        }));
    }

    @Test
    void blocking_nestedDeeperThanTheLevelsOfATrampoline_goesOn() {
        CompletableFuture<Object> outer = nested(first, 350);
        first.complete("go");

        assertThat(outer).isCompletedWithValue("bottom");
    }

    private static CompletableFuture<Object> nestedInCallbacks(CompletableFuture<Object> gate, int levels) {
        CompletableFuture<Object> activation = run(Steps.of("nested", x -> gate));
        return activation.thenApply(value -> {
            if (levels == 0) {
                return "bottom";
            }
            CompletableFuture<Object> inner = new CompletableFuture<>();
            CompletableFuture<Object> awaiting = nestedInCallbacks(inner, levels - 1);
            inner.complete("go");
            return awaiting.orTimeout(30, TimeUnit.SECONDS).join();
        });
    }

    @Test
    void blocking_nestedInCallbacksOfActivationsThatEnd_goesOn() {
        CompletableFuture<Object> outer = nestedInCallbacks(first, 350);
        first.complete("go");

        assertThat(outer).isCompletedWithValue("bottom");
    }

    private static CompletableFuture<Object> chain(
            CompletableFuture<Object> begin, Function<CompletableFuture<Object>, CompletableFuture<Object>> between) {
        CompletableFuture<Object> last = begin;
        for (int i = 0; i < LINKS; i++) {
            CompletableFuture<Object> awaited = between.apply(last);
            last = run(Steps.of("link", x -> awaited));
        }
        return last;
    }

    private static CompletableFuture<Object> run(Steps coroutine) {
        return SharedExecution.run(coroutine);
    }
}
