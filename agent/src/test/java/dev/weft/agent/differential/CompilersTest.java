package dev.weft.agent.differential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the samples as other compilers than the build's write them: Eclipse's, the running JDK's for its own release, with
 * and without debug information, and for Java 8. Source that only a newer javac reads is compiled where the tests run on
 * such a JDK.
 */
class CompilersTest {
    private static final long SEED = Long.getLong("weft.seed", System.nanoTime());
    private static final String RELEASE = String.valueOf(Runtime.version().feature());
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final Path SOURCES_OF_25 = Path.of("src", "test", "java25");
    private static final String SAMPLES = "dev.weft.agent.samples";

    /** What the build's own class files do in all timings is compared elsewhere. */
    private static final List<Timing> TIMINGS = List.of(Timing.DONE, Timing.MIXED);

    @TestFactory
    Stream<DynamicContainer> samples_ofEachCompiler_behaveAsWithABlockingAwait() {
        return Stream.of(
                        Compilation.ecj("-source", "17", "-target", "17", "-g"),
                        Compilation.ecj("-source", RELEASE, "-target", RELEASE, "-g:none"),
                        Compilation.javac("--release", RELEASE, "-g:none", "-XDstringConcat=inline"))
                .map(it -> playAll(it, SOURCES, SAMPLES));
    }

    @TestFactory
    Stream<DynamicContainer> samplesTurnedIntoGenerators_ofEclipsesCompiler_behaveAsWithABlockingAwait() {
        return Stream.of(
                        Compilation.ecj("-source", "17", "-target", "17", "-g"),
                        Compilation.ecj("-source", RELEASE, "-target", RELEASE, "-g:none"))
                .map(CompilersTest::playGenerators);
    }

    private static DynamicContainer playGenerators(Compilation compilation) {
        var compiled = compilation.compile(SOURCES, SAMPLES, name -> !isInvalidAs(compilation, name));
        var comparison = Comparison.ofChanged(
                compiled::file,
                name -> GeneratorDifferentialTest.generators(name, compiled::file, GeneratorCode.Mode.MIXED),
                SEED,
                List.of(Timing.MIXED));
        var tests = compiled.cases().stream()
                .filter(played -> !played.hot())
                .map(played -> DynamicTest.dynamicTest(played.toString(), () -> comparison.check(played)));
        return DynamicContainer.dynamicContainer(compilation.name(), tests);
    }

    @TestFactory
    Stream<DynamicContainer> sampleInOldJava_compiledForJava8_behavesAsWithABlockingAwait() {
        return Stream.of(
                        Compilation.javac("-source", "8", "-target", "8", "-g"),
                        Compilation.ecj("-source", "1.8", "-target", "1.8", "-g"),
                        Compilation.ecj("-source", "1.8", "-target", "1.8", "-g:none"))
                .map(it -> play(it, it.compile(SOURCES, SAMPLES, "OldJava"::equals)));
    }

    @TestFactory
    Stream<DynamicContainer> samplesInJava25_ofEachCompiler_behaveAsWithABlockingAwait() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 25, "only a JDK 25 runs them");
        return Stream.of(
                        Compilation.javac("--release", RELEASE, "-g"),
                        Compilation.ecj("-source", "25", "-target", "25", "-g"))
                .map(it -> playAll(it, SOURCES_OF_25, "dev.weft.agent.samples25"));
    }

    private static DynamicContainer playAll(Compilation compilation, Path folder, String packageName) {
        return play(compilation, compilation.compile(folder, packageName, name -> !isInvalidAs(compilation, name)));
    }

    /** Eclipse's compiler 3.46 writes wrong stack map frames for the one sample: no JVM loads what it makes. */
    private static boolean isInvalidAs(Compilation compilation, String sample) {
        return compilation.name().startsWith("ecj") && sample.equals("StatementsInArgument");
    }

    private static DynamicContainer play(Compilation compilation, Compilation.CompiledSamples compiled) {
        var comparison = Comparison.inTimings(compiled::file, SEED, TIMINGS);
        List<DynamicTest> tests = new ArrayList<>();
        for (var played : compiled.cases()) {
            tests.add(DynamicTest.dynamicTest(played.toString(), () -> comparison.check(played)));
        }
        return DynamicContainer.dynamicContainer(compilation.name(), tests);
    }
}
