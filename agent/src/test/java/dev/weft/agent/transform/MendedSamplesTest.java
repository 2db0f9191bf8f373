package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each sample that is refused or warned of, the same program after its user did what the message says. */
class MendedSamplesTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    static List<String> samples() throws IOException {
        return sourcesIn("mended");
    }

    @Test
    void sample_refusedOrWarnedOf_hasAMendedTwin() throws IOException {
        var broken = new TreeSet<>(sourcesIn("rejected"));
        broken.addAll(sourcesIn("warned"));
        assertThat(samples()).containsExactlyElementsOf(broken);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void call_ofMendedSample_givesItsValueAndNothingIsReported(String sample) throws Exception {
        var source = Files.readString(RESOURCES.resolve("mended").resolve(sample + ".java"));
        var reporter = new RecordingReporter();
        var loader = new WovenLoader(
                CompiledSources.compile(sample, source), AsyncClassTransformer.create(reporter, null, true));
        var type = loader.loadClass(sample);
        var call = type.getDeclaredMethod("call");
        call.setAccessible(true);
        var expected = type.getDeclaredField("EXPECTED");
        expected.setAccessible(true);

        assertThat(call.invoke(null)).isEqualTo(expected.get(null));
        assertThat(reporter.text()).isEmpty();
    }

    private static List<String> sourcesIn(String directory) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        }
    }
}
