package dev.weft.agent.console;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * A recording of this JVM by the JDK's Flight Recorder, with the events of each runtime that is loaded: those are on as long
 * as it takes.
 */
final class FlightRecording {
    private static final String SWITCH = "dev.weft.internal.flight.Flight";
    private static final String PROFILE = "profile"; // the JDK's settings with the most samples of what threads do

    private FlightRecording() {}

    /**
     * Records.
     *
     * @param loaders the loaders of the runtimes
     * @param nanos the time to record
     * @param file the file to write
     * @return a sentence about the file
     */
    static String record(Collection<ClassLoader> loaders, long nanos, Path file, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        var output = new OutputFile(file);
        output.check();
        List<Class<?>> on = new ArrayList<>();
        try {
            for (ClassLoader loader : loaders) {
                Class<?> events = Class.forName(SWITCH, true, loader);
                ConsoleAnswer.open(events, instrumentation);
                events.getMethod("on").invoke(null);
                on.add(events);
            }
            record(nanos, file, output);
        } finally {
            for (Class<?> events : on) {
                events.getMethod("off").invoke(null);
            }
        }
        return file + " written. JDK Mission Control shows it, and: jfr print --categories Weft " + file;
    }

    private static void record(long nanos, Path file, OutputFile output) throws IOException {
        try (var recording = new Recording(Configuration.getConfiguration(PROFILE))) {
            recording.setName("weft");
            recording.start();
            TimeUnit.NANOSECONDS.sleep(nanos);
            recording.stop();
            try {
                recording.dump(file);
            } catch (IOException failure) {
                throw output.refused(failure);
            }
        } catch (ParseException broken) {
            throw new IOException("the JDK's settings '" + PROFILE + "' cannot be read: " + broken, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the thread that records was interrupted", interrupted);
        }
    }
}
