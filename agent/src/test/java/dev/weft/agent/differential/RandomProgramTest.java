package dev.weft.agent.differential;

import dev.weft.agent.CompiledSources;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays random methods, compiled by javac. {@code -Dweft.seed=N} plays one class of them again, {@code -Dweft.programs=N}
 * plays more methods, {@code -Dweft.programs=endless} until one fails.
 */
class RandomProgramTest {
    private static final String PROGRAMS = System.getProperty("weft.programs", "48");
    private static final int CASES = 12; // methods in a class: compiling takes longer than playing

    @TestFactory
    Stream<DynamicTest> randomMethod_woven_behavesAsWithABlockingAwait() {
        var seed = Long.getLong("weft.seed");
        var seeds = seed == null
                ? LongStream.iterate(System.nanoTime(), it -> it + 1).limit(classes())
                : LongStream.of(seed);
        return seeds.mapToObj(it -> DynamicTest.dynamicTest("weft.seed=" + it, () -> play(it)));
    }

    private static long classes() {
        return PROGRAMS.equals("endless") ? Long.MAX_VALUE : (Long.parseLong(PROGRAMS) + CASES - 1) / CASES;
    }

    private static void play(long seed) {
        String source = RandomProgram.source(seed, CASES);
        var files = compile(source);
        var comparison = new Comparison(name -> Optional.ofNullable(files.get(name.replace('.', '/'))), seed);
        for (int i = 0; i < CASES; i++) {
            String method = "c" + i;
            boolean hot = source.contains("CompletableFuture<Object> " + method + "(");
            try {
                comparison.checkSome(new SampleCase("R", method, hot), 12, new Random(seed + i));
            } catch (AssertionError | RuntimeException difference) {
                throw new AssertionError(
                        "weft.seed=" + seed + ": " + difference.getMessage() + "\n" + source, difference);
            }
        }
    }

    /** Some programs are too much for javac itself: they say nothing about the weaver. */
    private static Map<String, byte[]> compile(String source) {
        try {
            return CompiledSources.compile("R", source, "-g", "-nowarn");
        } catch (AssertionError failed) {
            Assumptions.assumeTrue(failed.getMessage().contains("error:"), "javac crashed");
            throw failed;
        }
    }
}
