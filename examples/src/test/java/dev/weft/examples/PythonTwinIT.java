package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Python twins of the lessons, which show, where {@code python3.13} exists, that CPython prints the same lines. */
class PythonTwinIT {
    @BeforeAll
    static void findPython() throws InterruptedException {
        assumeTrue(hasPython(), "no python3.13 on the path");
    }

    static Stream<String> lessons() {
        return Stream.concat(
                Lesson.TUTORIAL.stream().map(Lesson::name),
                Stream.of(
                        "BarrierHike",
                        "ConditionStock",
                        "Countdown",
                        "EchoServer",
                        "EventStart",
                        "GroupTrip",
                        "LockAccount",
                        "ProcessPipes",
                        "QueueOrders",
                        "QueueWorkers",
                        "SemaphoreSeats"));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void twin_run_printsTheExpectedLines(String lesson) throws Exception {
        Command.Result result =
                Command.run(List.of("python3.13", "examples/src/test/resources/dev/weft/examples/" + lesson + ".py"));

        assertThat(result).isEqualTo(new Command.Result(0, Printed.expectedOf(lesson), List.of()));
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return Command.run(List.of("python3.13", "--version")).status() == 0;
        } catch (IOException e) {
            return false; // python3.13 is not installed
        }
    }
}
