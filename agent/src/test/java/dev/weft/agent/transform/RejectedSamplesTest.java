package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.NotWovenError;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One source file for each thing that is refused, with the exact message beside it. */
class RejectedSamplesTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "rejected");

    static Stream<String> samples() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void call_ofRefusedSample_throwsWhatWasReportedAtLoad(String sample) throws IOException {
        var reporter = new RecordingReporter();
        var thrown = catchThrowable(() -> call(sample, reporter));
        assertThat(reporter.text()).isEqualTo(message(sample));
        assertThat(thrown)
                .isInstanceOf(NotWovenError.class)
                .hasMessage(message(sample).strip());
    }

    private static String message(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample + ".txt"));
    }

    private static Object call(String sample, RecordingReporter reporter) throws Throwable {
        var classes = CompiledSources.compile(sample, Files.readString(SAMPLES.resolve(sample + ".java")));
        var loader = new WovenLoader(classes, AsyncClassTransformer.create(reporter, null, true));
        var method = loader.loadClass(sample).getDeclaredMethod("call");
        method.setAccessible(true);
        try {
            return method.invoke(null);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
