package dev.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar: each benchmark runs and checks its results. No figure is judged here. */
class BenchmarksJarIT {
    private static final Path JAR = Path.of("target", "benchmarks.jar").toAbsolutePath();
    private static final Path AGENT =
            Path.of("..", "agent", "target", "weft-agent.jar").toAbsolutePath().normalize();
    private static final int VIRTUAL_THREADS = 21; // the first JDK that has them

    /** The options that run each benchmark once, cold, all in one JVM, with little work. */
    private static final List<String> ONCE = List.of(
            "-f",
            "0",
            "-bm",
            "ss",
            "-wi",
            "0",
            "-i",
            "1",
            "-foe",
            "true",
            "-p",
            "pending=1000",
            "-p",
            "leaves=1000",
            "-p",
            "tasks=1000",
            "-p",
            "depth=10,1000",
            "-p",
            "producers=1,2");

    @TempDir
    private Path directory;

    @Test
    void jmh_everyBenchmarkOnce_findsItsResultsRight() throws Exception {
        var arguments = new ArrayList<>(List.of("-javaagent:" + AGENT, "-Xmx1g", "-jar", JAR.toString()));
        arguments.addAll(ONCE);
        arguments.addAll(List.of("-e", "eaAsync")); // it needs its own agent, see below
        if (Runtime.version().feature() < VIRTUAL_THREADS) {
            arguments.addAll(List.of("-e", "virtualThreads"));
        }
        String printed = run(arguments);
        for (String benchmark : List.of(
                "FibBenchmark.weft",
                "SkynetBenchmark.kotlin",
                "TimerBenchmark.nettyTimer",
                "ReadyQueueBenchmark.weft",
                "ProducersBenchmark.jcToolsXadd",
                "WakeupBenchmark.nettyNio",
                "LockBenchmark.weftSemaphore",
                "ContendedLockBenchmark.kotlin",
                "PingPongBenchmark.weftChannel",
                "OneToManyBenchmark.weftQueue",
                "GeneratorBenchmark.weft",
                "ChildrenBenchmark.weftGroup",
                "DepthScalingBenchmark.weft")) {
            assertThat(printed).contains(benchmark);
        }
    }

    @Test
    void table_rowsThatNeedOtherJvms_areMeasuredAndWritten() throws Exception {
        Path out = directory.resolve("out");
        String printed = run(List.of(
                "-jar",
                JAR.toString(),
                "table",
                "smoke",
                "--rows",
                "P6,P8,P13,P14,P15,P21,idle",
                "--out",
                out.toString()));
        assertThat(printed).doesNotContain("FAILED", "failed");
        assertThat(out.resolve("table.md")).content().contains("| P13 ", "| EA Async", "P14-one-async-class.svg");
        assertThat(out.resolve("table.csv")).content().contains("\"P15\",\"\",");
        assertThat(out.resolve("table.json")).content().contains("\"row\": \"idle\", \"part\": \"wake-ups\"");
        assertThat(out.resolve("P6.svg")).content().contains("Kotlin");
    }

    @Test
    void table_missedTarget_isAFailureOnlyIfEnforced() throws Exception {
        // The target is no allocation, but cold code allocates.
        var run = start(List.of(
                "-jar", JAR.toString(), "table", "smoke", "--enforce", "--rows", "P7", "--out", directory.toString()));
        assertThat(run.printed).contains("MISSED").doesNotContain("FAILED");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void table_unknownRow_isRefused() throws Exception {
        var run = start(List.of("-jar", JAR.toString(), "table", "quick", "--rows", "P99"));
        assertThat(run.status).isNotZero();
        assertThat(run.printed).contains("no such row: [P99]");
    }

    @Test
    void network_everyServer_answersRight() throws Exception {
        String printed = run(List.of(
                "-jar",
                JAR.toString(),
                "network",
                "--warm-up",
                "0.1",
                "--seconds",
                "0.1",
                "--rounds",
                "1",
                "--connections",
                "2",
                "--rate",
                "100",
                "--out",
                directory.toString()));
        assertThat(printed)
                .contains(
                        "| P16 echo, 2 | Weft |",
                        "| P16 echo, 2 | Netty NIO |",
                        "| P16 HTTP, 2, pipelined 16 | selector loop by hand |",
                        "| P16 TLS echo, 2 | Netty NIO |",
                        "| P16 TLS echo, 2, processor | Weft |",
                        "| P16 digest, 64, two loops | Weft, one loop |",
                        "| P24 at a rate, p50 | Weft |",
                        "| fairness, beside a hog of 50 ms | Weft beside a hog |");
        assertThat(directory.resolve("network.csv")).content().contains("\"P16 echo, 2\",\"Weft\",");
    }

    private record Run(int status, String printed) {}

    private String run(List<String> arguments) throws IOException, InterruptedException {
        var run = start(arguments);
        assertThat(run.status).as(run.printed).isZero();
        return run.printed;
    }

    private Run start(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        Path output = directory.resolve("output.txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Run(status, Files.readString(output));
    }
}
