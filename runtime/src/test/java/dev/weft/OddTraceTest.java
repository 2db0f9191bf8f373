package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.testing.TestLoop;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures whose classes override what a trace is read and written by: they reach who awaits them all the same. */
class OddTraceTest {

    private static final class Throwing extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Throwable thrown;

        Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw sneaked(thrown);
        }

        @SuppressWarnings("unchecked")
        private static <X extends Throwable> RuntimeException sneaked(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }

    private static final class WithNulls extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[2];
        }
    }

    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public void setStackTrace(StackTraceElement[] trace) {
            throw new AssertionError("not to be changed");
        }
    }

    static Stream<RuntimeException> failures() {
        return Stream.of(
                new Throwing(new IllegalStateException()),
                new Throwing(new AssertionError()),
                new Throwing(new Exception()),
                new Throwing(new StackOverflowError()),
                new WithNulls(),
                new Unwritable());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_ofATaskThatAnotherOneAwaits_arrivesThere(RuntimeException failure) {
        try (TestLoop loop = new TestLoop()) {
            Coroutine<?> fails = Steps.of("fails", x -> Weft.yieldNow(), x -> {
                throw failure;
            });
            Coroutine<?> awaits = Steps.of("awaits", x -> Weft.createTask(fails));
            Coroutine<?> main = Steps.of("main", x -> Weft.createTask(awaits));

            Throwable arrived = catchThrowable(() -> loop.run(main));

            assertThat(arrived == failure).isTrue();
        }
    }
}
