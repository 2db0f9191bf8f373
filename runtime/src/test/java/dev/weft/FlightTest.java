package dev.weft;

import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.internal.flight.Flight;
import dev.weft.internal.loop.JobWatch;
import dev.weft.internal.loop.LoopCore;
import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weft's events in recordings of the JDK's Flight Recorder. */
@Timeout(120)
class FlightTest {

    @TempDir
    private Path directory;

    private static Recording start() {
        Recording recording = new Recording();
        recording.enable("weft.SlowStep").withThreshold(Duration.ZERO);
        recording.start();
        return recording;
    }

    private List<RecordedEvent> read(Recording recording) throws IOException {
        Path file = directory.resolve("recording.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("weft."))
                .toList();
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static Steps program(EventLoop loop, Event door) {
        return Steps.of(
                "main",
                x -> {
                    loop.createTask(Steps.of("guest", y -> door.waitUntilSet()), named("guest"));
                    loop.createTask(
                            Steps.of("broken", y -> yieldNow(), y -> {
                                throw new IllegalStateException("a test");
                            }),
                            named("broken"));
                    return sleep(Duration.ofSeconds(5));
                },
                x -> {
                    loop.allTasks().get(1).cancel();
                    return yieldNow();
                });
    }

    private static TaskOptions named(String name) {
        return TaskOptions.defaults().named(name);
    }

    @Test
    void recording_ofAProgramInVirtualTime_hasTheTasksWithTheirEndsAndTheirWaits() throws IOException {
        Flight.on();
        try (Recording recording = start();
                TestLoop test = new TestLoop()) {
            test.loop().setName("loop");
            test.loop().setExceptionHandler((loop, error) -> {});
            Task<?> main = test.loop().createTask(program(test.loop(), new Event("door")), named("main"));
            test.loop().runUntilComplete(main);

            List<RecordedEvent> events = read(recording);
            assertThat(events).allMatch(event -> event.getString("loop").equals("loop"));
            assertThat(named(events, "weft.TaskStart"))
                    .extracting(e -> e.getString("task"), e -> e.getLong("number"), e -> e.getString("coroutine"))
                    .containsExactly(
                            tuple("main", 1L, "Weft.main"),
                            tuple("guest", 2L, "Weft.guest"),
                            tuple("broken", 3L, "Weft.broken"));
            assertThat(named(events, "weft.TaskEnd"))
                    .extracting(
                            e -> e.getString("task"),
                            e -> e.getString("outcome"),
                            e -> e.getString("failure"),
                            e -> e.getInt("steps"),
                            e -> e.getDuration("lifetime"))
                    .containsExactlyInAnyOrder(
                            tuple("broken", "failed", "java.lang.IllegalStateException", 2, Duration.ZERO),
                            tuple("guest", "cancelled", "", 2, Duration.ofSeconds(5)),
                            tuple("main", "completed", "", 3, Duration.ofSeconds(5)));
            assertThat(named(events, "weft.Suspend"))
                    .extracting(
                            e -> e.getString("task"),
                            e -> e.getString("kind"),
                            e -> e.getString("waitsFor"),
                            e -> e.getDuration("sleep"))
                    .containsExactly(
                            tuple("main", "TIMER", "", Duration.ofSeconds(5)),
                            tuple("guest", "WAITABLE", "Event door", Duration.ZERO),
                            tuple("broken", "READY", "", Duration.ZERO),
                            tuple("main", "READY", "", Duration.ZERO));
            assertThat(named(events, "weft.SlowStep"))
                    .filteredOn(e -> e.getString("task").equals("main"))
                    .extracting(e -> e.getString("place"), e -> e.getString("until"))
                    .containsExactly(
                            tuple("dev.weft.Weft.main(Weft.java)", "dev.weft.Weft.sleep(Weft.java)"),
                            tuple("dev.weft.Weft.sleep(Weft.java)", "dev.weft.Weft.yieldNow(Weft.java)"),
                            tuple("dev.weft.Weft.yieldNow(Weft.java)", ""));
        } finally {
            Flight.off();
        }
    }

    @Test
    void taskThatStartsEagerly_inARecording_isThereFromItsFirstStep() throws IOException {
        Flight.on();
        try (Recording recording = start();
                TestLoop test = new TestLoop()) {
            EventLoop loop = test.loop();
            test.run(Steps.of("main", x -> {
                loop.createTask(
                        Steps.of("at once", y -> Weft.completed()),
                        named("short").eager());
                return loop.createTask(
                        Steps.of("eager", y -> yieldNow()), named("eager").eager());
            }));

            List<RecordedEvent> events = read(recording);
            assertThat(named(events, "weft.TaskEnd"))
                    .extracting(e -> e.getString("task"), e -> e.getInt("steps"))
                    .contains(tuple("short", 1), tuple("eager", 2));
            assertThat(named(events, "weft.TaskStart"))
                    .extracting(e -> e.getString("task"))
                    .contains("short", "eager");
        } finally {
            Flight.off();
        }
    }

    @Test
    void events_unlessAskedForAndRecorded_areNotWritten() throws IOException {
        try (Recording recording = start();
                TestLoop test = new TestLoop()) {
            test.run(Steps.of("before", x -> yieldNow()));
            Flight.on();
            test.run(Steps.of("recorded", x -> yieldNow()));
            Flight.off();
            test.run(Steps.of("after", x -> yieldNow()));
            test.run(Steps.of("long after", x -> yieldNow()));

            assertThat(named(read(recording), "weft.TaskStart"))
                    .extracting(e -> e.getString("coroutine"))
                    .contains("Weft.recorded")
                    .doesNotContain("Weft.before", "Weft.long after");
        }
    }

    @Test
    void recording_thatStartsAndStopsWhileLoopsRun_hasTheEventsOfAllOfThemAndNoneLater() throws Exception {
        Flight.on();
        try (Running first = new Running("first");
                Running second = new Running("second")) {
            first.pass();
            second.pass();
            try (Recording recording = start()) {
                first.pass();
                second.pass();
                List<RecordedEvent> events = read(recording);
                assertThat(named(events, "weft.TaskEnd"))
                        .extracting(e -> e.getString("loop"))
                        .contains("first", "second");
                assertThat(events).extracting(e -> e.getString("task")).contains("1 of first", "1 of second");
                assertThat(events)
                        .extracting(e -> e.getString("task"))
                        .doesNotContain("0 of first", "0 of second", "2 of first");
            }
            first.pass();
            assertThat(first.isWatched()).isFalse();
        } finally {
            Flight.off();
        }
    }

    /** A loop that runs on a thread of its own. */
    private static final class Running implements AutoCloseable {

        private final String name;
        private final Runner runner = Runner.builder().build();
        private final Thread thread = new Thread(() -> runner.loop().runForever());
        private int passed;

        Running(String name) {
            this.name = name;
            runner.loop().setName(name);
            thread.start();
        }

        /** Runs a task to its end, and the turn after that. */
        void pass() throws InterruptedException {
            CountDownLatch ended = new CountDownLatch(1);
            EventLoop loop = runner.loop();
            String task = passed++ + " of " + name;
            loop.callSoonThreadsafe(() -> loop.callSoon(() -> loop.createTask(
                            Steps.of("short", x -> yieldNow()),
                            TaskOptions.defaults().named(task))
                    .addDoneCallback(done -> loop.callSoon(ended::countDown))));
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }

        boolean isWatched() throws InterruptedException {
            CountDownLatch answered = new CountDownLatch(1);
            boolean[] watched = new boolean[1];
            runner.loop().callSoonThreadsafe(() -> {
                watched[0] = FlightProbe.isWatched();
                answered.countDown();
            });
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
            return watched[0];
        }

        @Override
        public void close() {
            runner.loop().callSoonThreadsafe(runner.loop()::stop);
            joinUninterruptibly(thread);
            runner.close();
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    /** A look at the loop of the calling thread. */
    private static final class FlightProbe {
        static boolean isWatched() {
            return Objects.requireNonNull(LoopCore.current()).watch(JobWatch.class) != null;
        }
    }
}
