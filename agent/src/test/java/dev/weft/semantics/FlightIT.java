package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Flight Recorder sees of woven code: a stack of the methods that the program has written. */
class FlightIT {

    @Name("test.Sample")
    static class Sample extends Event {
        String place = "";
    }

    @TempDir
    private Path directory;

    private static void sample(String place) {
        Sample sample = new Sample();
        sample.place = place;
        sample.commit();
    }

    @Async
    private static Coroutine<Void> order() {
        sample("first");
        await(yieldNow());
        sample("resumed");
        return completed();
    }

    @Async
    private static CompletableFuture<Void> stage(CompletableFuture<Void> door) {
        sample("stage, first");
        await(door);
        sample("stage, resumed");
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> shop() {
        await(order());
        CompletableFuture<Void> door = new CompletableFuture<>();
        CompletableFuture<Void> stage = stage(door);
        door.complete(null);
        await(stage);
        return completed();
    }

    @Test
    void stack_ofASampleInAWovenBody_namesTheMethodAndItsLine() throws Exception {
        Path file = directory.resolve("samples.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("test.Sample").withStackTrace();
            recording.start();
            run(shop());
            recording.stop();
            recording.dump(file);
        }

        List<String> seen = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("test.Sample"))
                .map(event -> event.getString("place") + ": "
                        + place(event.getStackTrace().getFrames().get(1)))
                .toList();
        assertThat(seen)
                .extracting(place -> place.replaceAll("[0-9]+", "N"))
                .containsExactly(
                        "first: FlightIT.order$weft$start:N",
                        "resumed: FlightIT.order$weft$resume:N",
                        "stage, first: FlightIT.stage$weft$start:N",
                        "stage, resumed: FlightIT.stage$weft$resume:N");
        assertThat(seen).extracting(FlightIT::line).doesNotContain(0).doesNotHaveDuplicates();
    }

    private static int line(String place) {
        return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    }

    private static String place(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }
}
