package dev.weft.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.LoopError;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in place of calls that block. */
class UnblockedTest {

    private static final int ROUNDS = 100;

    private final TestLoop test = new TestLoop();
    private final CompletableFuture<String> future = new CompletableFuture<>();

    @AfterEach
    void close() {
        test.close();
    }

    /** As many waits one after the other as there are steps. */
    private static Coroutine<?> repeated(Steps.Step step) {
        Steps.Step[] steps = new Steps.Step[ROUNDS];
        Arrays.fill(steps, step);
        return Steps.of("main", steps);
    }

    @Test
    void end_ofAFutureThatIsNeverInTime_leavesNothingInIt() {
        List<LoopError> reported = new ArrayList<>();
        test.loop().setExceptionHandler((loop, error) -> reported.add(error));
        test.run(repeated(x -> Unblocked.end(future, 1, TimeUnit.SECONDS)));
        assertThat(future.getNumberOfDependents()).isLessThanOrEqualTo(1);
        assertThatThrownBy(() -> Unblocked.checkEnd(future)).isInstanceOf(TimeoutException.class);

        future.completeExceptionally(new IllegalStateException("late"));
        System.gc();
        test.run(Weft.yieldNow());
        assertThat(reported).isEmpty();
    }

    @Test
    void end_whoseTaskIsCancelled_leavesTheFutureAlone() {
        test.run(repeated(x -> {
            Task<Void> waits = Weft.createTask(Unblocked.end(future));
            test.loop().callSoon(waits::cancel);
            return Weft.sleep(Duration.ofMillis(1));
        }));
        assertThat(future).isNotDone();
        assertThat(future.getNumberOfDependents()).isLessThanOrEqualTo(1);
    }

    @Test
    void end_ofAFutureThatFails_givesNothingAndReportsNothing() {
        List<LoopError> reported = new ArrayList<>();
        test.loop().setExceptionHandler((loop, error) -> reported.add(error));
        test.loop()
                .callLater(Duration.ofSeconds(1), () -> future.completeExceptionally(new IllegalStateException("x")));
        assertThat(test.run(Unblocked.end(future))).isNull();
        System.gc();
        test.run(Weft.yieldNow());
        assertThat(reported).isEmpty();
    }

    /** A class of its own may hide what the JDK's does, so it is only called back. */
    @Test
    void end_ofAFutureOfAnotherClass_comesToo() {
        class Other extends CompletableFuture<String> {}
        CompletableFuture<String> other = new Other();
        test.loop().callLater(Duration.ofSeconds(1), () -> other.complete("done"));
        test.run(Unblocked.end(other));
        assertThat(other).isCompleted();
    }
}
