package dev.weft.agent.differential;

import dev.weft.agent.differential.GeneratorCode.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every sample with its coroutines turned into generators, which emit what they would have awaited or before they
 * await it, and compares it with the same code and an await that blocks.
 */
class GeneratorDifferentialTest {
    private static final long SEED = Long.getLong("weft.seed", System.nanoTime());

    /** What suspends at each emit anyway need not be played in all timings. */
    private static final List<Timing> TIMINGS = List.of(Timing.DONE, Timing.MIXED);

    @TestFactory
    Stream<DynamicNode> sample_turnedIntoGenerators_behavesAsWithABlockingAwait() {
        return Stream.of(Mode.values()).map(mode -> DynamicContainer.dynamicContainer(mode.name(), samples(mode)));
    }

    @TestFactory
    Stream<DynamicNode> sample_turnedIntoVeryLargeGenerators_behavesAsWithABlockingAwait() {
        return samples(Comparison.sharingOfChanged(
                DifferentialTest::classFile,
                name -> generators(name, DifferentialTest::classFile, Mode.MIXED),
                SEED,
                TIMINGS));
    }

    private static Stream<DynamicNode> samples(Mode mode) {
        return samples(Comparison.ofChanged(
                DifferentialTest::classFile,
                name -> generators(name, DifferentialTest::classFile, mode),
                SEED,
                TIMINGS));
    }

    private static Stream<DynamicNode> samples(Comparison comparison) {
        try {
            return DifferentialTest.samples()
                    .map(sample -> DynamicContainer.dynamicContainer(
                            sample.getSimpleName(),
                            SampleCase.of(sample).stream()
                                    .filter(played -> !played.hot())
                                    .map(played ->
                                            DynamicTest.dynamicTest(played.method(), () -> comparison.check(played)))));
        } catch (Exception noSamples) {
            throw new AssertionError(noSamples);
        }
    }

    /** The classes of a world: the samples with generators, and what drives these. */
    static Optional<byte[]> generators(String name, Function<String, Optional<byte[]>> samples, Mode mode) {
        if (name.equals(Driven.class.getName())) {
            try (var file = Driven.class.getResourceAsStream("Driven.class")) {
                return Optional.of(file.readAllBytes());
            } catch (IOException cannotRead) {
                throw new UncheckedIOException(cannotRead);
            }
        }
        return samples.apply(name).map(sample -> GeneratorCode.of(sample, mode));
    }
}
