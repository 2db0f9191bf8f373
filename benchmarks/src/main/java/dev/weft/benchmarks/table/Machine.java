package dev.weft.benchmarks.table;

import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The machine and the time of a measurement.
 *
 * @param processor the model of the processor
 * @param processors the number of processors that the JVM may use
 * @param system the operating system
 * @param jdk the version of the JDK that was measured
 * @param date the date, in UTC
 */
record Machine(String processor, int processors, String system, String jdk, String date) {

    static Machine running(Jvm jvm) throws IOException {
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                jvm.version(),
                LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
    }

    private static String processorModel() throws IOException {
        Path known = Path.of("/proc/cpuinfo");
        if (Files.isReadable(known)) {
            for (String line : Files.readAllLines(known)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch");
    }

    /** Returns the description as one line. */
    String text() {
        return "JDK " + jdk + ", " + processor + ", " + processors + " processors, " + system + ", " + date + " UTC";
    }
}
