package dev.weft.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs every jcstress test of this module in a short mode; the report stands in {@code target/jcstress}.
 *
 * <p>jcstress looks for an outcome that a test forbids by running its actors on real cores. The long run is the same
 * command without the limits below: {@code java -cp (test class path) org.openjdk.jcstress.Main}.
 */
class JcstressIT {
    private static final long LIMIT_MINUTES = 5;
    private static final String REORDERING =
            "-XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM";

    // One fork, three iterations of 300 ms, on whatever cores: some five seconds a test. Of jcstress's eight kinds of
    // JVM
    // the one that reorders most: C2 alone, which moves code about at random.
    private static final List<String> SHORT_MODE =
            List.of("-f", "1", "-iters", "3", "-time", "300", "-sc", "false", "-af", "NONE", "-jvmArgs", REORDERING);

    @Test
    void jcstressTests_shortMode_showNoForbiddenOutcome() throws IOException, InterruptedException {
        var directory = Files.createDirectories(Path.of("target", "jcstress"));
        var log = directory.resolve("output.txt");
        var process = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("jcstress ends within %d minutes; its output so far is in %s", LIMIT_MINUTES, log)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var output = Files.readString(log);
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).containsPattern("[1-9]\\d* passed, 0 failed, 0 soft errs, 0 hard errs");
    }

    private static List<String> command() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(SHORT_MODE);
        command.addAll(List.of("-r", "report/"));
        return command;
    }
}
