package dev.weft.agent.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every sample woven, in each timing, and compares it with the same code and an await that blocks: its value or
 * exception, and all that it did, must be the same, whichever await goes wrong in whichever way.
 */
class DifferentialTest {
    static final String SAMPLES = "dev.weft.agent.samples.";
    private static final long SEED = Long.getLong("weft.seed", System.nanoTime());

    private final Comparison comparison = new Comparison(DifferentialTest::classFile, SEED);

    @TestFactory
    Stream<DynamicNode> sample_woven_behavesAsWithABlockingAwait() throws Exception {
        return samples()
                .map(sample -> DynamicContainer.dynamicContainer(
                        sample.getSimpleName(), SampleCase.of(sample).stream().map(this::testOf)));
    }

    @TestFactory
    Stream<DynamicNode> sample_wovenAsAVeryLargeMethod_behavesAsWithABlockingAwait() throws Exception {
        var sharing = Comparison.sharing(
                DifferentialTest::classFile, SEED, List.of(Timing.DONE, Timing.NEXT_TURN, Timing.MIXED));
        return samples()
                .map(sample -> DynamicContainer.dynamicContainer(
                        sample.getSimpleName(),
                        SampleCase.of(sample).stream()
                                .map(it -> DynamicTest.dynamicTest(it.method(), () -> sharing.check(it)))));
    }

    @TestFactory
    Stream<DynamicNode> sample_wovenWithProbes_behavesAsWithABlockingAwait() throws Exception {
        var probed = Comparison.probed(
                DifferentialTest::classFile, SEED, List.of(Timing.DONE, Timing.NEXT_TURN, Timing.MIXED));
        return samples()
                .map(sample -> DynamicContainer.dynamicContainer(
                        sample.getSimpleName(),
                        SampleCase.of(sample).stream()
                                .map(it -> DynamicTest.dynamicTest(it.method(), () -> probed.check(it)))));
    }

    private DynamicNode testOf(SampleCase played) {
        return DynamicTest.dynamicTest(played.method(), () -> comparison.check(played));
    }

    static Stream<Class<?>> samples() throws IOException, URISyntaxException {
        var root = Path.of(DifferentialTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var names = new ArrayList<String>();
        try (var files = Files.list(root.resolve(SAMPLES.replace('.', '/')))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-"))
                    .forEach(name -> names.add(SAMPLES + name.substring(0, name.length() - ".class".length())));
        }
        names.sort(null);
        return names.stream().map(DifferentialTest::load);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, DifferentialTest.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    static Optional<byte[]> classFile(String name) {
        if (!name.startsWith(SAMPLES)) {
            return Optional.empty();
        }
        var loader = DifferentialTest.class.getClassLoader();
        try (var file = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException cannotRead) {
            throw new UncheckedIOException(cannotRead);
        }
    }
}
