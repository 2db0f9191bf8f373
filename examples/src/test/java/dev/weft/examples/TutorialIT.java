package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons on a virtual clock, compared line by line with the output of CPython 3.13 for their Python twins. */
class TutorialIT {
    static Stream<Arguments> lessons() {
        return Stream.of(
                lesson(RunCoroutine.class, RunCoroutine::main),
                lesson(AwaitSleep.class, () -> AwaitSleep.foo("text")),
                lesson(AwaitInSequence.class, AwaitInSequence::main),
                lesson(CreateTask.class, CreateTask::main),
                lesson(AwaitTask.class, AwaitTask::main),
                lesson(SleepInMain.class, SleepInMain::main),
                lesson(SleepRace.class, SleepRace::main),
                lesson(FutureNotAwaited.class, FutureNotAwaited::main),
                lesson(FutureValue.class, FutureValue::main));
    }

    private static Arguments lesson(Class<?> type, Supplier<Coroutine<?>> main) {
        return Arguments.of(type.getSimpleName(), main);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessons")
    void lesson_inVirtualTime_printsWhatCPythonPrints(String name, Supplier<Coroutine<?>> main) {
        assertThat(Printed.by(() -> runInVirtualTime(main.get()))).isEqualTo(Printed.expectedOf(name));
    }

    @Test
    void coroutineObject_called_printsWhatCPythonPrints() {
        assertThat(Printed.by(() -> CoroutineObject.main(new String[0])))
                .isEqualTo(Printed.expectedOf("CoroutineObject"));
    }

    @Test
    void everyLesson_ofTheTutorial_isTested() {
        Stream<String> tested =
                Stream.concat(Stream.of("CoroutineObject"), lessons().map(arguments ->
                        (String) arguments.get()[0]));
        assertThat(Lesson.TUTORIAL.stream().map(Lesson::name)).hasSameElementsAs(tested.toList());
    }

    @Test
    void futureValue_awaited_isTheFetchedData() {
        AtomicReference<Map<String, Integer>> value = new AtomicReference<>();
        Printed.by(() -> value.set(runInVirtualTime(FutureValue.main())));
        assertThat(value.get()).isEqualTo(Map.of("data", 1));
    }

    @Test
    void printNumbers_withTenSleepsOf6250Ms_printsAllInVirtualTime() {
        List<String> numbers = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        assertThat(Printed.by(() -> runInVirtualTime(FutureValue.printNumbers())))
                .isEqualTo(numbers);
    }

    private static <T> T runInVirtualTime(Coroutine<T> main) {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(main);
        }
    }
}
