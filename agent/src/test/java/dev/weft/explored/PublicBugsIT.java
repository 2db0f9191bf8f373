package dev.weft.explored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.testing.Exploration;
import dev.weft.testing.Explorer;
import dev.weft.testing.Schedule;
import dev.weft.testing.ScheduleFailure;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the explorer finds in programs with a known bug, and in those in which it is mended. */
class PublicBugsIT {

    private static Stream<KnownBug> bugs() {
        return Stream.of(LockBugs.all(), StateBugs.all(), ConnectionBugs.all(), QueueBugs.all(), WaiterBugs.all())
                .flatMap(list -> list.stream());
    }

    private static Explorer explorer(KnownBug bug) {
        return bug.bounds().apply(Explorer.exhaustive());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void check_ofTheBug_findsAndReplaysIt(KnownBug bug) {
        ScheduleFailure failure =
                catchThrowableOfType(ScheduleFailure.class, () -> explorer(bug).check(bug::broken));

        assertThat(failure).as("the bug was found").isNotNull();
        assertThat(failure).hasMessageContaining(bug.words());
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(bug.kind());
        Schedule schedule = Schedule.parse(failure.schedule().toString());
        ScheduleFailure again = catchThrowableOfType(
                ScheduleFailure.class, () -> Explorer.replay(schedule).check(bug::broken));
        assertThat(again).hasMessage(failure.getMessage());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void check_inTheLoopsOwnOrder_findsNothing(KnownBug bug) {
        assertThat(Explorer.exhaustive().delays(0).check(bug::broken).schedules())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void check_ofTheMendedTwin_findsNothing(KnownBug bug) {
        Exploration exploration = explorer(bug).check(bug::mended);

        assertThat(exploration.complete()).isTrue();
        assertThat(exploration.decisions()).isPositive();
    }
}
