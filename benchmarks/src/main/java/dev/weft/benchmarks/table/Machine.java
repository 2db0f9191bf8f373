package dev.weft.benchmarks.table;

import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;

/**
 * The machine and the time of a measurement.
 *
 * @param processor the name of the processor, its family and its model
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
            return processor(Files.readAllLines(known));
        }
        return System.getProperty("os.arch");
    }

    /**
     * Returns the name of the first processor with its family and model: under one name there are several.
     *
     * @param lines the lines of {@code /proc/cpuinfo}
     */
    static String processor(List<String> lines) {
        var first = new HashMap<String, String>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                first.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        String name = first.getOrDefault("model name", System.getProperty("os.arch"));
        String family = first.get("cpu family");
        return family == null ? name : name + " (family " + family + ", model " + first.get("model") + ")";
    }

    /** Returns the description as one line. */
    String text() {
        return "JDK " + jdk + ", " + processor + ", " + processors + " processors, " + system + ", " + date + " UTC";
    }
}
