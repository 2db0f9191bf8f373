package dev.weft.testing;

import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Steps;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The beginnings of tests of an explorer. */
abstract class ExplorerCase {

    static final Explorer EXPLORER = Explorer.exhaustive();

    static Scenario of(Supplier<Coroutine<?>> body) {
        return body::get;
    }

    static ScheduleFailure failure(Explorer explorer, Supplier<? extends Scenario> scenario) {
        ScheduleFailure failure = catchThrowableOfType(ScheduleFailure.class, () -> explorer.check(scenario));
        assertThat(failure).isNotNull();
        return failure;
    }

    static Coroutine<@Nullable Object> forever() {
        Steps.Step[] steps = new Steps.Step[200_000];
        java.util.Arrays.fill(steps, (Steps.Step) x -> yieldNow());
        return Steps.of("forever", steps);
    }

    /** A coroutine that sleeps again and again, whatever an await throws. */
    static final class Stubborn extends Frame<@Nullable Object> {

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            Object received = Await.await(sleep(Duration.ofSeconds(1)), x, depth);
            assertThat(received).isSameAs(Frame.SUSPENDED);
            return suspend(x, 1);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            try {
                Object unused = x.take();
            } catch (CancelledError swallowed) {
                return start(x, 0);
            }
            return start(x, 0);
        }

        @Override
        protected String describe() {
            return "dev.weft.Weft\tstubborn\tWeft.java";
        }
    }
}
