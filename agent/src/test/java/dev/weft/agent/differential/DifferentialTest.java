package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.differential.Course.Ending;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
    private static final String SAMPLES = "dev.weft.agent.samples.";
    private static final int MOST_POINTS = 60; // a sample in a loop repeats itself
    private static final long SEED = Long.getLong("weft.seed", System.nanoTime());

    private final ClassLoader oracle = new OracleSamples(SAMPLES);
    private final ClassLoader woven = new WovenSamples(SAMPLES);

    @TestFactory
    Stream<DynamicNode> sample_woven_behavesAsWithABlockingAwait() throws Exception {
        return samples()
                .map(sample -> DynamicContainer.dynamicContainer(
                        sample.getSimpleName(), SampleCase.of(sample).stream().map(this::testOf)));
    }

    private DynamicNode testOf(SampleCase played) {
        return DynamicTest.dynamicTest(played.method(), () -> compare(played));
    }

    private static Stream<Class<?>> samples() throws IOException, URISyntaxException {
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

    private void compare(SampleCase played) {
        var play = new Play(played, oracle, woven);
        for (var course : courses(play.points(), played.hot())) {
            var expected = play.blocking(course);
            for (var timing : Timing.values()) {
                check(
                        played + ", " + course + ", " + timing + " on a loop, seed " + SEED,
                        expected,
                        () -> play.onLoop(course, timing, SEED));
                if (played.hot()) {
                    check(
                            played + ", " + course + ", " + timing + " by hand",
                            expected,
                            () -> play.byHand(course, timing));
                }
            }
        }
    }

    private static void check(String what, Ended expected, Supplier<Ended> run) {
        Ended actual;
        try {
            actual = run.get();
        } catch (LinkageError invalid) {
            throw new AssertionError(what, invalid);
        }
        assertThat(actual.notes())
                .as(what + ": notes, ended with " + actual.end())
                .isEqualTo(expected.notes());
        assertThat(actual.end()).as(what).isEqualTo(expected.end());
    }

    private static List<Course> courses(int points, boolean hot) {
        var courses = new ArrayList<Course>();
        courses.add(Course.SMOOTH);
        for (int point = 1; point <= Math.min(points, MOST_POINTS); point++) {
            courses.add(new Course(point, Ending.UNCHECKED));
            courses.add(new Course(point, Ending.CHECKED));
            if (!hot) {
                courses.add(new Course(point, Ending.CANCEL));
            }
        }
        return courses;
    }
}
