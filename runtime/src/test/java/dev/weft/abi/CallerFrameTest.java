package dev.weft.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.task.SharedExecution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerFrameTest {

    private @Nullable CompletableFuture<String> outside;
    private @Nullable Callee latest;

    @Test
    void spare_ofACallerWithoutAFrame_isNull() {
        assertThat(CallerFrame.spare(null, Callee.class)).isNull();
    }

    @Test
    void spare_beforeAnyCallHasSuspended_isNull() {
        assertThat(CallerFrame.spare(new Caller(), Callee.class)).isNull();
    }

    @Test
    void spare_whileTheCalleeIsSuspended_isNull() {
        Caller caller = begun();

        assertThat(CallerFrame.spare(caller, Callee.class)).isNull();
    }

    @Test
    void spare_afterTheCalleeHasReturned_isItsFrameForTheSameClassOnly() {
        Caller caller = begun();
        Callee callee = latest;
        complete("a");

        assertThat(CallerFrame.spare(caller, Callee.class)).isSameAs(callee);
        assertThat(CallerFrame.spare(caller, Caller.class)).isNull();
    }

    @Test
    void spare_afterTheCalleeHasThrown_isNull() {
        Caller caller = begun();
        CompletableFuture<String> failing = java.util.Objects.requireNonNull(outside);
        failing.completeExceptionally(new IllegalStateException("as asked"));

        assertThat(CallerFrame.spare(caller, Callee.class)).isNull();
    }

    private Caller begun() {
        Caller caller = new Caller();
        CompletableFuture<Object> unused = SharedExecution.run(caller);
        assertThat(unused).isNotDone();
        return caller;
    }

    private void complete(String value) {
        java.util.Objects.requireNonNull(outside).complete(value);
    }

    /** Calls the body of a callee twice, as woven code does, and catches what it throws. */
    private final class Caller extends CallerFrame<Object> {

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            return call(x) == SUSPENDED ? suspendCaller(x, 1) : "not suspended";
        }

        private @Nullable Object call(Execution x) throws Throwable {
            Frame<?> spare = spare(this, Callee.class);
            Callee callee = spare == null ? new Callee() : (Callee) spare;
            latest = callee;
            return callee.start(x, 1);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            try {
                x.take();
            } catch (IllegalStateException expected) {
                return await(x);
            }
            return await(x);
        }

        /** Keeps the activation alive: it waits for something that nobody gives. */
        private @Nullable Object await(Execution x) throws Throwable {
            return Await.await((CompletionStage<?>) new CompletableFuture<>(), x) == SUSPENDED
                    ? suspendAgain(x, 2)
                    : null;
        }

        @Override
        protected String describe() {
            return "Orders\tcaller\tOrders.java";
        }
    }

    private final class Callee extends Frame<Object> {

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            outside = new CompletableFuture<>();
            return Await.await((CompletionStage<?>) outside, x) == SUSPENDED ? suspend(x, 1) : null;
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            return x.take();
        }

        @Override
        protected String describe() {
            return "Orders\tcallee\tOrders.java";
        }
    }
}
