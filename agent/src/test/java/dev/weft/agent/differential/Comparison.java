package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.differential.Course.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plays cases on every course and compares: with an await that blocks; the same under stress, where every call suspends;
 * woven, in every timing.
 */
final class Comparison {
    private static final long DEEP_STACK = 64L << 20;
    private static final int MOST_POINTS = 60; // a sample in a loop repeats itself

    private final ClassLoader oracle;
    private final ClassLoader stressed;
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
        this.stressed = new StressedSamples(originals);
        this.woven = new WovenSamples(originals);
        this.seed = seed;
        this.timings = List.copyOf(timings);
    }

    /** Checks one case. */
    void check(SampleCase played) {
        var play = new Play(played, oracle, woven);
        var stressedPlay = new Play(played, stressed, woven);
        for (var course : courses(play.points(), played.hot())) {
            var expected = play.blocking(course);
            check(
                    played + ", " + course + ", under stress",
                    expected,
                    () -> onDeepStack(() -> stressedPlay.blocking(course)));
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

    /** Each call takes two stack frames under stress, and some samples are deep enough to need most of a stack. */
    private static Ended onDeepStack(Supplier<Ended> run) {
        var result = new AtomicReference<Ended>();
        var failure = new AtomicReference<Throwable>();
        var thread = new Thread(null, () -> result.set(run.get()), "stressed sample", DEEP_STACK);
        thread.setUncaughtExceptionHandler((where, thrown) -> failure.set(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("nobody interrupts this", interrupted);
        }
        if (failure.get() instanceof LinkageError invalid) {
            throw invalid;
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        return result.get();
    }

    static List<Course> courses(int points, boolean hot) {
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
