package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Queue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A lesson on recordings. Those of the JDK's Flight Recorder have the tasks of a program, if it is asked for with the agent's
 * option {@code jfr=true} or the property {@code weft.jfr}: when they begin, for what they wait, how they end. Here the
 * program records itself; {@code java -jar weft-agent.jar jfr PID} records another one.
 */
public final class FlightRecording {
    private static final Set<String> TASKS = Set.of("oven", "till");

    private FlightRecording() {}

    @Async
    private static Coroutine<Void> bake(Queue<String> counter) {
        for (String bread : new String[] {"rye", "wheat"}) {
            await(sleep(Duration.ofMillis(10)));
            await(counter.put(bread));
        }
        counter.shutdown(false);
        return completed();
    }

    @Async
    private static Coroutine<Void> sell(Queue<String> counter) {
        var values = counter.values();
        while (await(values.advance())) {
            System.out.println("sold: " + values.current());
        }
        return completed();
    }

    @Async
    static Coroutine<Void> bakery() {
        var counter = new Queue<String>(2, "counter");
        await(gather(createTask(bake(counter), "oven"), createTask(sell(counter), "till")));
        return completed();
    }

    private static String text(RecordedEvent event) {
        return switch (event.getEventType().getName()) {
            case "weft.TaskStart" -> " begins " + event.getString("coroutine");
            case "weft.Suspend" -> " waits: " + (event.getString("kind") + " " + event.getString("waitsFor")).strip();
            default -> " has " + event.getString("outcome") + " after " + event.getInt("steps") + " steps";
        };
    }

    private static void record(Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.disable("weft.SlowStep");
            recording.start();
            run(bakery());
            recording.stop();
            recording.dump(file);
        }
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.setProperty("weft.jfr", "true"); // before the first loop
        try {
            Path file = Files.createTempFile("bakery", ".jfr");
            record(file);
            RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.hasField("task") && TASKS.contains(event.getString("task")))
                    .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                    .forEach(event -> System.out.println(event.getString("task") + text(event)));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
