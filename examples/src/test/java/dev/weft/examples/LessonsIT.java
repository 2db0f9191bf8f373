package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lessons beyond the tutorial: on a virtual clock, and some as commands. */
@Timeout(60)
class LessonsIT {
    private static final Path SOURCES = Command.ROOT.resolve("examples/src/main/java/dev/weft/examples");
    private static final int LIMIT_LINES = 100;

    static final Map<String, Supplier<Coroutine<?>>> COROUTINES = Map.ofEntries(
            Map.entry("BarrierHike", BarrierHike::main),
            Map.entry("ChannelSelect", ChannelSelect::main),
            Map.entry("ConditionStock", ConditionStock::main),
            Map.entry("Countdown", Countdown::main),
            Map.entry("EventStart", EventStart::main),
            Map.entry("GroupTrip", GroupTrip::main),
            Map.entry("IterateOver", IterateOver::main),
            Map.entry("LimiterUsers", LimiterUsers::main),
            Map.entry("LockAccount", LockAccount::main),
            Map.entry("LogFields", LogFields::main),
            Map.entry("NothingLost", NothingLost::main),
            Map.entry("OneTrace", OneTrace::main),
            Map.entry("QueueOrders", QueueOrders::main),
            Map.entry("QueueWorkers", QueueWorkers::main),
            Map.entry("SemaphoreSeats", SemaphoreSeats::main),
            Map.entry("WatchAndBroadcast", WatchAndBroadcast::main));

    /** Examples that run outside a loop, or against a server: see {@link MainIT} for the latter. */
    private static final List<String> OTHERS = List.of(
            "BlockingCalls",
            "CancelledEverywhere",
            "CompilerFindings",
            "EchoServer",
            "FlightRecording",
            "HttpFanOut",
            "LoopsByKey",
            "OrderExplored",
            "ProcessPipes",
            "StageDeadline",
            "Standstill",
            "StreamsInPieces",
            "StartTls");

    static Stream<String> lessons() {
        return COROUTINES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void lesson_inVirtualTime_printsItsLines(String name) {
        List<String> printed = Printed.by(() -> {
            try (TestLoop loop = new TestLoop()) {
                loop.run(COROUTINES.get(name).get());
            }
        });
        assertThat(printed).isEqualTo(Printed.expectedOf(name));
    }

    /** Those whose order depends on no clock. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BlockingCalls",
                "CancelledEverywhere",
                "CompilerFindings",
                "Countdown",
                "FlightRecording",
                "LogFields",
                "LoopsByKey",
                "NothingLost",
                "OneTrace",
                "OrderExplored",
                "StageDeadline",
                "Standstill",
                "StreamsInPieces"
            })
    void lesson_asCommand_printsItsLines(String name) throws Exception {
        assertThat(Command.examples(name)).isEqualTo(new Command.Result(0, Printed.expectedOf(name), List.of()));
    }

    @Test
    void everyLesson_beyondTheTutorial_isTested() {
        assertThat(Lesson.MORE.stream().map(Lesson::name))
                .hasSameElementsAs(Stream.concat(lessons(), OTHERS.stream()).toList());
    }

    @Test
    void everyLesson_isShort() {
        assertThat(Stream.concat(Lesson.TUTORIAL.stream(), Lesson.MORE.stream()))
                .allMatch(lesson -> lines(SOURCES.resolve(lesson.name() + ".java")) <= LIMIT_LINES);
    }

    private static int lines(Path source) {
        try {
            return Files.readAllLines(source).size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
