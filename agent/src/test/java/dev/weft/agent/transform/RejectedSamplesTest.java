package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import dev.weft.Weft;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.message.Message.Severity;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One source file for each thing that is refused, with the exact message beside it. {@code -Dweft.golden=write} writes
 * the messages anew.
 */
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
        check(sample, compiled(sample, ToolProvider.getSystemJavaCompiler()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void call_ofRefusedSampleOfEclipsesCompiler_throwsWhatWasReportedAtLoad(String sample) throws IOException {
        check(sample, compiled(sample, new EclipseCompiler()));
    }

    private static void check(String sample, Map<String, byte[]> classes) throws IOException {
        var reporter = new RecordingReporter();
        var loader = new WovenLoader(classes, AsyncClassTransformer.create(reporter, null, true));
        var thrown = catchThrowable(() -> call(loader, sample, "call"));
        if ("write".equals(System.getProperty("weft.golden"))) {
            Files.writeString(SAMPLES.resolve(sample + ".txt"), reporter.text());
        }
        assertThat(reporter.text()).isEqualTo(message(sample));
        assertThat(reporter.told).extracting(it -> it.message().severity()).containsOnly(Severity.ERROR);
        assertThat(thrown)
                .isInstanceOf(NotWovenError.class)
                .hasMessage(message(sample).strip());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void restOfTheClass_besideWhatIsRefused_works(String sample) throws Throwable {
        var source = Files.readString(SAMPLES.resolve(sample + ".java"));
        var rest =
                " @dev.weft.Async static dev.weft.Coroutine<String> rest() { dev.weft.Weft.await(dev.weft.Weft.yieldNow());"
                        + " return dev.weft.Weft.completed(\"the rest\"); } }";
        var classes = CompiledSources.compile(sample, source.substring(0, source.lastIndexOf('}')) + rest);
        var loader = new WovenLoader(classes, AsyncClassTransformer.create(new RecordingReporter(), null, true));
        assertThat(Weft.run((Coroutine<?>) call(loader, sample, "rest"))).isEqualTo("the rest");
    }

    @Test
    void refusal_ofAMethodThatIsCalledOften_isReportedOnceInEachLoader() throws IOException {
        var sample = "AwaitInSynchronizedBlock";
        var classes = compiled(sample, ToolProvider.getSystemJavaCompiler());
        var reporter = new RecordingReporter();
        var transformer = AsyncClassTransformer.create(reporter, null, true);
        for (int loaders = 1; loaders <= 2; loaders++) {
            var loader = new WovenLoader(classes, transformer);
            for (int calls = 0; calls < 3; calls++) {
                assertThat(catchThrowable(() -> call(loader, sample, "call"))).isInstanceOf(NotWovenError.class);
            }
            assertThat(reporter.text()).isEqualTo(message(sample).repeat(loaders));
        }
    }

    /** JLS 12.4.2: a class whose initialiser threw is erroneous ever after. */
    @Test
    void classWhoseStaticInitialiserAwaits_usedAgain_isDead() throws IOException {
        var sample = "AwaitInStaticInitialiser";
        var classes = compiled(sample, ToolProvider.getSystemJavaCompiler());
        var loader = new WovenLoader(classes, AsyncClassTransformer.create(new RecordingReporter(), null, true));
        assertThat(catchThrowable(() -> call(loader, sample, "call"))).isInstanceOf(NotWovenError.class);
        assertThat(catchThrowable(() -> call(loader, sample, "call"))).isInstanceOf(NoClassDefFoundError.class);
    }

    private static String message(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample + ".txt"));
    }

    private static Map<String, byte[]> compiled(String sample, JavaCompiler compiler) {
        var release = String.valueOf(Runtime.version().feature());
        var options = List.of("-source", release, "-target", release, "-g", "-nowarn");
        return CompiledSources.compile(compiler, List.of(SAMPLES.resolve(sample + ".java")), options);
    }

    private static Object call(ClassLoader loader, String sample, String name) throws Throwable {
        var method = loader.loadClass(sample).getDeclaredMethod(name);
        method.setAccessible(true);
        try {
            return method.invoke(null);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
