package dev.weft.junit;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.junit.WeftTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** Test methods that await and have arguments, or annotations of JUnit that repeat them. */
class WeftTestArgumentsIT {
    private static final String ONLY_BY_HAND = "run inside of the tests beside it";

    @Disabled(ONLY_BY_HAND)
    static class WithArguments {
        private static final List<String> LOG = new ArrayList<>();

        @WeftTest
        @ValueSource(ints = {7, 8})
        void values(long number, TestInfo info) {
            await(yieldNow());
            LOG.add(number + " in " + info.getDisplayName());
        }

        @WeftTest(orders = 200)
        @CsvSource({"1, SECONDS", "2, DAYS"})
        @CsvSource("3, HOURS")
        void rows(int number, TimeUnit unit) {
            await(gather(add(number + " " + unit), add("-")));
        }

        @Async
        private static Coroutine<Void> add(String text) {
            LOG.add(text);
            await(yieldNow());
            return completed();
        }

        @WeftTest
        @EnumSource
        @NullSource
        void constants(Thread.State state) {
            LOG.add(String.valueOf(state));
        }

        static Stream<Arguments> numbers() {
            return Stream.of(Arguments.of(Named.of("one", 1)), Arguments.of(2));
        }

        @WeftTest(cancelEverywhere = true)
        @MethodSource("numbers")
        void methods(int number) {
            await(yieldNow());
        }

        static Stream<Arguments> nothing() {
            return Stream.of();
        }

        @WeftTest
        @MethodSource("nothing")
        void noValues(int number) {
            await(yieldNow());
        }

        @WeftTest(orders = 50)
        @ValueSource(ints = {1, 0, 2})
        void failsForOne(int number) {
            await(gather(add("a"), add("b")));
            assertTrue(number > 0);
        }

        @ParameterizedTest
        @WeftTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number) {
            await(yieldNow());
            LOG.add("" + number);
        }

        @RepeatedTest(3)
        @WeftTest
        void repeated() {
            await(yieldNow());
        }
    }

    @Disabled(ONLY_BY_HAND)
    static class OfJUnit {
        @Test
        void plain() {
            await(yieldNow());
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void parameterized(int number) {
            await(yieldNow());
        }
    }

    private static JupiterRun withArguments(String method, Class<?>... parameters) {
        WithArguments.LOG.clear();
        return JupiterRun.of(WithArguments.class, method, parameters);
    }

    @Test
    void values_ofASource_areArgumentsBeforeThoseOfOtherExtensions() {
        JupiterRun run = withArguments("values", long.class, TestInfo.class);

        assertThat(run.failed()).isEmpty();
        assertThat(WithArguments.LOG).containsExactly("7 in [1] 7, FIFO", "8 in [2] 8, FIFO");
    }

    @Test
    void texts_ofRepeatedSources_areConvertedAndEachHasItsOrders() {
        JupiterRun run = withArguments("rows", int.class, TimeUnit.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed())
                .contains("[1] 1, SECONDS, FIFO", "[2] 1, SECONDS, another order at choice 1")
                .anyMatch(name -> name.endsWith(" 2, DAYS, FIFO"))
                .anyMatch(name -> name.endsWith(" 3, HOURS, FIFO"));
        assertThat(WithArguments.LOG).contains("1 SECONDS", "2 DAYS", "3 HOURS");
    }

    @Test
    void sources_thatLookAtTheParameters_seeThem() {
        assertThat(withArguments("constants", Thread.State.class).failed()).isEmpty();
        assertThat(WithArguments.LOG).hasSize(Thread.State.values().length + 1).contains("RUNNABLE", "null");
    }

    @Test
    void sources_withCancelEverywhere_cancelForEachValue() {
        assertThat(withArguments("methods", int.class).passed())
                .containsExactly(
                        "[1] one, FIFO",
                        "[2] one, cancelled at suspension 1",
                        "[3] 2, FIFO",
                        "[4] 2, cancelled at suspension 1");
    }

    @Test
    void sources_withoutAValue_areAFailure() {
        assertThat(withArguments("noValues", int.class).failure()).hasMessageContaining("nothing would be tested");
    }

    @Test
    void values_ofWhichOneFails_areAllRun() {
        JupiterRun run = withArguments("failsForOne", int.class);

        assertThat(run.failed()).singleElement().asString().endsWith("] 0, FIFO");
        assertThat(run.passed()).anyMatch(name -> name.endsWith(" 2, FIFO"));
        assertThat(run.failure()).isInstanceOf(ScheduleFailure.class).hasCauseInstanceOf(AssertionFailedError.class);
    }

    @Test
    void annotations_ofJUnitThatRepeat_makeTheInvocations() {
        assertThat(withArguments("parameterized", int.class).failed()).isEmpty();
        assertThat(WithArguments.LOG).containsExactly("1", "2");
        assertThat(withArguments("repeated").passed()).hasSize(3);
    }

    @Test
    void tests_ofJUnitThatAwait_areAdvisedToBeWeftTests() {
        assertThat(JupiterRun.of(OfJUnit.class, "plain").failure())
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("Mark the method @WeftTest in place of @Test.");
        assertThat(JupiterRun.of(OfJUnit.class, "parameterized", int.class).failure())
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("Mark the method @WeftTest as well");
    }
}
