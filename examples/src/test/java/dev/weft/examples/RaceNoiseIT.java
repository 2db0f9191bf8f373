package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Coroutine;
import dev.weft.testing.Explorer;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the race detector says of programs that have no race. */
class RaceNoiseIT {
    static Stream<Map.Entry<String, Supplier<Coroutine<?>>>> lessons() {
        return LessonsIT.COROUTINES.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void lesson_inManyOrders_hasNoRace(Map.Entry<String, Supplier<Coroutine<?>>> lesson) {
        List<ScheduleFailure> failures = new ArrayList<>();
        Printed.by(() -> failures.addAll(Explorer.exhaustive()
                .schedules(300)
                .races(true)
                .explore(() -> lesson.getValue()::get)
                .failures()));
        assertThat(failures).filteredOn(failure -> failure.kind() == Kind.RACE).isEmpty();
    }
}
