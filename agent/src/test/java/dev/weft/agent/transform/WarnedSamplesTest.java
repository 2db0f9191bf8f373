package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.message.Message.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One source file for each thing that is warned of and works all the same, with the exact messages beside it. {@code
 * -Dweft.golden=write} writes the messages anew.
 */
class WarnedSamplesTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "warned");

    @ParameterizedTest
    @ValueSource(strings = {"BlockingCalls", "DroppedCoroutines", "DroppedByACaller"})
    void call_ofSampleThatIsWarnedOf_runs(String sample) throws Exception {
        var reporter = new RecordingReporter();
        var classes = CompiledSources.compile(sample, Files.readString(SAMPLES.resolve(sample + ".java")));
        var loader = new WovenLoader(classes, AsyncClassTransformer.create(reporter, null, true));
        var method = loader.loadClass(sample).getDeclaredMethod("call");
        method.setAccessible(true);
        assertThatCode(() -> method.invoke(null)).doesNotThrowAnyException();
        if ("write".equals(System.getProperty("weft.golden"))) {
            Files.writeString(SAMPLES.resolve(sample + ".txt"), reporter.text());
        }
        assertThat(reporter.text()).isEqualTo(messages(sample));
        assertThat(reporter.told).extracting(it -> it.message().severity()).containsOnly(Severity.WARNING);
    }

    private static String messages(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample + ".txt"));
    }
}
