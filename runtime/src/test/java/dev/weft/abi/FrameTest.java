package dev.weft.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine.State;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.task.SharedExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the result of what is only begun
class FrameTest {

    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<String> outside = new CompletableFuture<>();

    @Test
    void state_ofEachStageOfLife_isWhatTheTableSays() {
        Awaiting frame = new Awaiting("a", null);
        assertThat(frame.state()).isEqualTo(State.CREATED);

        CompletableFuture<Object> result = SharedExecution.run(frame);
        assertThat(frame.state()).isEqualTo(State.SUSPENDED);

        outside.complete("done");
        assertThat(frame.state()).isEqualTo(State.CLOSED);
        assertThat(result).isCompletedWithValue("a(done)");
        assertThat(log).containsExactly("start a RUNNING", "resume a");
    }

    @Test
    void await_ofACoroutineThatHasEnded_isRefusedWithItsName() {
        Awaiting frame = new Awaiting("a", null);
        SharedExecution.run(frame);
        outside.complete("done");

        assertThat(SharedExecution.run(frame))
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("cannot reuse already awaited coroutine Orders.load");
    }

    @Test
    void await_ofACoroutineThatIsSuspended_isRefused() {
        Awaiting frame = new Awaiting("a", null);
        SharedExecution.run(frame);

        assertThat(SharedExecution.run(frame)).isCompletedExceptionally();
        assertThat(frame.state()).isEqualTo(State.SUSPENDED);
    }

    @Test
    void close_ofAnUnstartedCoroutine_endsIt() {
        Awaiting frame = new Awaiting("a", null);
        frame.close();
        frame.close();

        assertThat(frame.state()).isEqualTo(State.CLOSED);
        assertThat(SharedExecution.run(frame)).isCompletedExceptionally();
        assertThat(log).isEmpty();
    }

    @Test
    void close_ofASuspendedCoroutine_isRefused() {
        Awaiting frame = new Awaiting("a", null);
        SharedExecution.run(frame);

        assertThatThrownBy(frame::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cancel its task");
    }

    @Test
    void drive_ofNestedCoroutines_handsValuesOutwards() {
        CompletableFuture<Object> result =
                SharedExecution.run(new Awaiting("a", new Awaiting("b", new Awaiting("c", null))));
        outside.complete("x");

        assertThat(result).isCompletedWithValue("a(b(c(x)))");
        assertThat(log)
                .containsExactly(
                        "start a RUNNING", "start b RUNNING", "start c RUNNING", "resume c", "resume b", "resume a");
    }

    @Test
    void drive_ofAFailure_throwsTheSameObjectInEachActivation() {
        Exception failure = new Exception("x");
        Awaiting outer = new Awaiting("a", new Awaiting("b", null));
        CompletableFuture<Object> result = SharedExecution.run(outer);
        outside.completeExceptionally(failure);

        assertThat(result.handle((value, thrown) -> thrown)).isCompletedWithValue(failure);
        assertThat(outer.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void stack_ofASuspendedChain_namesEachAwaitInnermostFirst() {
        Awaiting inner = new Awaiting("b", null);
        SharedExecution.run(new Awaiting("a", inner));

        assertThat(Driver.stack(inner))
                .extracting(StackTraceElement::toString)
                .containsExactly("shop.Orders.load(Orders.java:42)", "shop.Orders.load(Orders.java:42)");
    }

    @Test
    void await_deeperThanMaxDepth_startsOnAFreshStack() {
        int depth = 100_000;
        CompletableFuture<Object> result = SharedExecution.run(new Recursive(depth));
        assertThat(result).isNotDone();

        outside.complete("x");
        assertThat(result).isCompletedWithValue(depth);
    }

    @Test
    void await_deeperThanMaxDepthOfWhatDoesNotSuspend_givesItsValue() {
        outside.complete("x");

        assertThat(SharedExecution.run(new Recursive(100_000))).isCompletedWithValue(100_000);
    }

    /** Awaits another one, or the stage outside. */
    private final class Awaiting extends Frame<String> {
        private final String name;
        private final @Nullable Awaiting inner;

        Awaiting(String name, @Nullable Awaiting inner) {
            this.name = name;
            this.inner = inner;
        }

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            log.add("start " + name + " " + state());
            Object outcome = inner == null ? Await.await(outside, x) : Await.await(inner, x, depth);
            return outcome == SUSPENDED ? suspend(x, 1) : name + "(" + outcome + ")";
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            log.add("resume " + name);
            return name + "(" + x.take() + ")";
        }

        @Override
        protected String describe() {
            return "shop.Orders\tload\tOrders.java\n42\tinner;inner;Ldev/weft/Coroutine;";
        }
    }

    /** Awaits itself to a depth, then the stage outside; its value is the depth. */
    private final class Recursive extends Frame<Integer> {
        private final int left;

        Recursive(int left) {
            this.left = left;
        }

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            Object outcome = left == 0 ? Await.await(outside, x) : Await.await(new Recursive(left - 1), x, depth);
            return outcome == SUSPENDED ? suspend(x, 1) : value(outcome);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            return value(x.take());
        }

        private int value(@Nullable Object inner) {
            return inner instanceof Integer depth ? depth + 1 : 0;
        }

        @Override
        protected String describe() {
            return "Recursive\trun\t";
        }
    }
}
