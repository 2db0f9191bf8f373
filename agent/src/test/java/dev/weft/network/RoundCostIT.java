package dev.weft.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What 64 bytes there and back allocate, on both sides, once everything is compiled: nothing. */
@Timeout(300)
class RoundCostIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"streams", "datagrams"})
    void round_inSteadyState_allocatesNothing(String kind) throws Exception {
        Path tests = Path.of(RoundCost.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var run = new ChildJvm(directory)
                .start(List.of(
                        "-javaagent:" + ChildJvm.AGENT,
                        "-cp",
                        ChildJvm.runtime() + File.pathSeparator + tests,
                        RoundCost.class.getName(),
                        kind));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output().strip()).as("bytes per round, by attempt").matches("\\[(\\d+, )*0]");
    }
}
