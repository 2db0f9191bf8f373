package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.differential.Course.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plays cases on every course and in every timing, woven and with an await that blocks, and compares. */
final class Comparison {
    private static final int MOST_POINTS = 60; // a sample in a loop repeats itself

    private final ClassLoader oracle;
    private final ClassLoader woven;
    private final long seed;
    private final List<Timing> timings;

    /** A comparison of the classes that {@code originals} knows by their names; the seed mixes the timings. */
    Comparison(Function<String, Optional<byte[]>> originals, long seed) {
        this(originals, seed, List.of(Timing.values()));
    }

    /** A comparison in some timings only. */
    Comparison(Function<String, Optional<byte[]>> originals, long seed, List<Timing> timings) {
        this.oracle = new OracleSamples(originals);
        this.woven = new WovenSamples(originals);
        this.seed = seed;
        this.timings = List.copyOf(timings);
    }

    /** Checks one case. */
    void check(SampleCase played) {
        var play = new Play(played, oracle, woven);
        for (var course : courses(play.points(), played.hot())) {
            var expected = play.blocking(course);
            for (var timing : timings) {
                check(
                        played + ", " + course + ", " + timing + " on a loop, seed " + seed,
                        expected,
                        () -> play.onLoop(course, timing, seed));
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
            courses.add(new Course(point, hot ? Ending.CANCEL_STAGE : Ending.CANCEL));
        }
        return courses;
    }
}
