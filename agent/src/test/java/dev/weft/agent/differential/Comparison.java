package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.differential.Course.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plays cases on every course and compares: with an await that blocks; the same under stress, where every call suspends;
 * woven, in every timing.
 */
final class Comparison {
    private static final long DEEP_STACK = 64L << 20;
    private static final ExecutorService ON_DEEP_STACK = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "deep sample", DEEP_STACK);
        thread.setDaemon(true);
        return thread;
    });
    private static final int MOST_POINTS = 60; // no sample has so many; a random method that has repeats itself

    private static final List<Ending> COLD_ENDINGS = List.of(Ending.UNCHECKED, Ending.CHECKED, Ending.CANCEL);
    private static final List<Ending> HOT_ENDINGS = List.of(Ending.UNCHECKED, Ending.CHECKED, Ending.CANCEL_STAGE);

    private final ClassLoader oracle;
    private final ClassLoader woven;
    private final Optional<ClassLoader> stressed;
    private final long seed;
    private final List<Timing> timings;

    /** A comparison of the classes that {@code originals} knows by their names; the seed mixes the timings. */
    Comparison(Function<String, Optional<byte[]>> originals, long seed) {
        this(
                originals,
                new WovenSamples(originals, true),
                Optional.of(new StressedSamples(originals)),
                seed,
                List.of(Timing.values()));
    }

    /** A comparison of classes with the same ones after a change, woven. */
    static Comparison ofChanged(
            Function<String, Optional<byte[]>> originals,
            Function<String, Optional<byte[]>> changed,
            long seed,
            List<Timing> timings) {
        return new Comparison(originals, new WovenSamples(changed, true), Optional.empty(), seed, timings);
    }

    private Comparison(
            Function<String, Optional<byte[]>> originals,
            ClassLoader woven,
            Optional<ClassLoader> stressed,
            long seed,
            List<Timing> timings) {
        this.oracle = new OracleSamples(originals);
        this.woven = woven;
        this.stressed = stressed;
        this.seed = seed;
        this.timings = List.copyOf(timings);
    }

    /** A comparison that says less: not under stress, and in some timings only. */
    static Comparison inTimings(Function<String, Optional<byte[]>> originals, long seed, List<Timing> timings) {
        return new Comparison(originals, new WovenSamples(originals, true), Optional.empty(), seed, timings);
    }

    /** One for very many classes: not under stress, and only the JVM's own verifier looks at what was woven. */
    static Comparison unverified(Function<String, Optional<byte[]>> originals, long seed) {
        var woven = new WovenSamples(originals, false);
        return new Comparison(originals, woven, Optional.empty(), seed, List.of(Timing.values()));
    }

    /** One of classes that are woven as the agent weaves very large ones, woven and under stress. */
    static Comparison sharing(Function<String, Optional<byte[]>> originals, long seed, List<Timing> timings) {
        return new Comparison(
                originals,
                WovenSamples.sharing(originals, true),
                Optional.of(StressedSamples.sharing(originals)),
                seed,
                timings);
    }

    /** One of classes that have probes. */
    static Comparison probed(Function<String, Optional<byte[]>> originals, long seed, List<Timing> timings) {
        return new Comparison(originals, WovenSamples.probed(originals), Optional.empty(), seed, timings);
    }

    /** One of classes with the same ones after a change, which are woven as the agent weaves very large ones. */
    static Comparison sharingOfChanged(
            Function<String, Optional<byte[]>> originals,
            Function<String, Optional<byte[]>> changed,
            long seed,
            List<Timing> timings) {
        return new Comparison(originals, WovenSamples.sharing(changed, true), Optional.empty(), seed, timings);
    }

    /** The same for very many classes: not under stress, and only the JVM's own verifier looks at what was woven. */
    static Comparison sharingUnverified(Function<String, Optional<byte[]>> originals, long seed) {
        var woven = WovenSamples.sharing(originals, false);
        return new Comparison(originals, woven, Optional.empty(), seed, List.of(Timing.DONE, Timing.MIXED));
    }

    /** Checks one case on all its courses. */
    void check(SampleCase played) {
        var play = new Play(played, oracle, woven);
        for (var course : courses(points(play), played.hot())) {
            check(played, play, course);
        }
    }

    /** Checks one case on the smooth course and on a few others. */
    void checkSome(SampleCase played, int failing, Random random) {
        var play = new Play(played, oracle, woven);
        int points = points(play);
        check(played, play, Course.SMOOTH);
        for (int i = 0; i < Math.min(failing, points); i++) {
            var endings = played.hot() ? HOT_ENDINGS : COLD_ENDINGS;
            check(played, play, new Course(1 + random.nextInt(points), endings.get(random.nextInt(endings.size()))));
        }
    }

    private void check(SampleCase played, Play play, Course course) {
        var expected = onDeepStack(() -> play.blocking(course));
        if (stressed.isPresent()) {
            var stress = new Play(played, stressed.get(), woven);
            check(
                    played + ", " + course + ", under stress",
                    expected,
                    () -> onDeepStack(() -> stress.blocking(course)));
        }
        for (var timing : timings) {
            check(
                    played + ", " + course + ", " + timing + " on a loop, seed " + seed,
                    expected,
                    () -> play.onLoop(course, timing, seed));
            if (played.hot()) {
                check(played + ", " + course + ", " + timing + " by hand", expected, () -> play.byHand(course, timing));
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

    private static int points(Play play) {
        return onDeepStack(play::points);
    }

    /**
     * Runs what nests native calls where woven code nests none, and more of them under stress: how deep an ordinary stack
     * lets it go depends on what HotSpot has compiled by then.
     */
    private static <T> T onDeepStack(Supplier<T> run) {
        try {
            return ON_DEEP_STACK.submit(run::get).get();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("nobody interrupts this", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LinkageError invalid) {
                throw invalid;
            }
            throw new AssertionError(failed.getCause());
        }
    }

    static List<Course> courses(int points, boolean hot) {
        var courses = new ArrayList<Course>();
        courses.add(Course.SMOOTH);
        for (int point = 1; point <= Math.min(points, MOST_POINTS); point++) {
            for (var ending : hot ? HOT_ENDINGS : COLD_ENDINGS) {
                courses.add(new Course(point, ending));
            }
        }
        return courses;
    }
}
