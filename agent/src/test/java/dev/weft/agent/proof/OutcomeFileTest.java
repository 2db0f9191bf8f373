package dev.weft.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes on their way through a file. */
class OutcomeFileTest {
    private static final Map<String, TestOutcome> OUTCOMES = Map.of(
            "A/a(String)/#1", new TestOutcome("SUCCESSFUL", ""),
            "A/b\\u0041()",
                    new TestOutcome("FAILED", "java.lang.Error: tab\t, line\r\n, \\, half \ud800 of a pair, \u00e9"));

    @TempDir
    private Path directory;

    @Test
    void outcomes_writtenAndRead_areTheSame() throws IOException {
        var file = directory.resolve("outcomes.txt");
        OutcomeFile.write(file, OUTCOMES);
        assertThat(OutcomeFile.read(file)).isEqualTo(OUTCOMES);
    }

    @Test
    void outcomes_cutOff_areRefused() throws IOException {
        var file = directory.resolve("outcomes.txt");
        OutcomeFile.write(file, OUTCOMES);
        Files.write(file, Files.readAllLines(file).subList(0, 1));
        assertThatThrownBy(() -> OutcomeFile.read(file)).hasMessageContaining("not complete");
    }
}
