package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.ClassScope;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the samples with their async methods woven as ever, and stress mode in all their other methods. */
class MixedStressTest {
    private static final long SEED = Long.getLong("weft.seed", System.nanoTime());

    private final ClassLoader oracle = new OracleSamples(DifferentialTest::classFile);
    private final ClassLoader mixed =
            new WovenSamples(DifferentialTest::classFile, ClassScope.parse(DifferentialTest.SAMPLES));

    @TestFactory
    Stream<DynamicTest> sample_wovenInAClassUnderStress_behavesAsWithABlockingAwait() throws Exception {
        return DifferentialTest.samples()
                .flatMap(sample -> SampleCase.of(sample).stream())
                .map(played -> DynamicTest.dynamicTest(played.toString(), () -> check(played)));
    }

    private void check(SampleCase played) {
        var play = new Play(played, oracle, mixed);
        for (var course : Comparison.courses(play.points(), played.hot())) {
            assertThat(play.onLoop(course, Timing.MIXED, SEED))
                    .as(played + ", " + course + ", weft.seed=" + SEED)
                    .isEqualTo(play.blocking(course));
        }
    }
}
