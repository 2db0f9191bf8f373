package dev.weft.internal.probe;

import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.probe.Variable.Whole;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of code under test, as the probes in that code see it: bound to the thread of the loop while it runs.
 *
 * <p>On a thread without a run, each probe does what the JDK would do.
 */
public final class ProbedRun {

    /** The time at which a virtual clock begins, in every run: as Go's synctest has it. */
    private static final long EPOCH_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final String PREFIXES = "dev.weft.agent.test"; // which the agent sets

    private static final String WITHOUT = "dev.weft.agent.test.without"; // which the agent sets

    private static final ThreadLocal<@Nullable ProbedRun> BOUND = new ThreadLocal<>();
    private static volatile boolean areProbesPresent; // any thread

    private final @Nullable LongSupplier nanos; // constant after construction
    private final Random random; // constant after construction
    private final ProbeWatch watch; // constant after construction
    private final @Nullable RaceDetector detector; // constant after construction
    private final Footprint footprint = new Footprint(); // constant after construction
    private @Nullable StepCalls calls; // loop thread: null if nobody wants to know what a step touches
    private int step; // loop thread
    private @Nullable ProbedRun outer; // loop thread: the one that was bound before

    /**
     * Creates a run.
     *
     * @param nanos the loop's virtual clock; null for real time
     * @param seed the seed of all that is left to chance
     * @param watch the receiver of what the probes find
     * @param races whether races are looked for
     */
    public ProbedRun(@Nullable LongSupplier nanos, long seed, ProbeWatch watch, boolean races) {
        this.nanos = nanos;
        this.random = new Random(seed);
        this.watch = watch;
        this.detector = races ? new RaceDetector(watch::race, footprint) : null;
    }

    /** Tells whether the agent puts probes into any class: its option {@code test=} is there. */
    public static boolean areProbesPresent() {
        return areProbesPresent || System.getProperty(PREFIXES) != null;
    }

    /** Tells whether the agent could not put probes into a class that was to get them. */
    public static boolean isAnyClassWithout() {
        return System.getProperty(WITHOUT) != null;
    }

    /** Notes that a probe was met. */
    public static void notePresence() {
        areProbesPresent = true;
    }

    /** Returns the run that is bound to this thread, or null. */
    public static @Nullable ProbedRun current() {
        return BOUND.get();
    }

    /** Binds this run to the calling thread, which is about to run the loop. */
    public void enter() {
        outer = BOUND.get();
        BOUND.set(this);
    }

    /** Ends what {@link #enter} began. */
    public void leave() {
        if (outer == null) {
            BOUND.remove();
        } else {
            BOUND.set(outer);
        }
        outer = null;
    }

    /** Notes that the loop is about to run another job. */
    public void beginStep() {
        step++;
        footprint.clear();
    }

    /** Begins to note what each step touches. */
    public void noteSteps(WeftFrames frames) {
        if (detector != null) {
            calls = new StepCalls(footprint, detector, frames);
        }
    }

    /** Returns the receiver of the calls that tell what a step touches; null if that is not noted. */
    public @Nullable StepCalls calls() {
        return calls;
    }

    /** Returns what the step has touched which has just ended. */
    public Footprint footprint() {
        return footprint;
    }

    /** Returns the receiver of what the probes find. */
    public ProbeWatch watch() {
        return watch;
    }

    /** Tells whether the time is virtual. */
    public boolean hasTime() {
        return nanos != null;
    }

    /** Returns the time of the loop; only if {@link #hasTime}. */
    public long nanoTime() {
        if (nanos == null) {
            throw new IllegalStateException("the time of this run is real");
        }
        return nanos.getAsLong();
    }

    /** Returns the wall time on the loop's clock; only if {@link #hasTime}. */
    public Instant instant() {
        return Instant.ofEpochMilli(EPOCH_MILLIS).plusNanos(nanoTime());
    }

    /** Returns the wall time on the loop's clock; only if {@link #hasTime}. */
    public long currentTimeMillis() {
        return EPOCH_MILLIS + TimeUnit.NANOSECONDS.toMillis(nanoTime());
    }

    /** Returns the source of chance, the same numbers in each run. */
    public Random random() {
        return random;
    }

    /** Notes a read of a part of an object. */
    public void read(Object owner, Object part, String place) {
        Activity by = detector == null ? null : running();
        if (detector != null && by != null) {
            detector.read(owner, part, by, step, place);
        }
    }

    /** Notes a write of a field or of the element of an array. */
    public void write(Object owner, Object part, String name, String place) {
        Activity by = detector == null ? null : running();
        if (detector != null && by != null) {
            detector.write(owner, part, name, by, step, place);
        }
    }

    /** Notes a write of an entry of a collection. */
    public void writeEntry(Object collection, Object key, String name, String place) {
        Activity by = detector == null ? null : running();
        if (detector != null && by != null) {
            detector.writeEntry(collection, key, name, by, step, place);
        }
    }

    /** Notes a read of all that is in a collection. */
    public void readContent(Object collection, String place) {
        read(collection, Whole.CONTENT, place);
    }

    /** Notes a write that adds to a collection. */
    public void writeContent(Object collection, String name, String place) {
        write(collection, Whole.CONTENT, name, place);
    }

    /** Notes a write that concerns each entry of a collection. */
    public void writeAll(Object collection, String name, String place) {
        Activity by = detector == null ? null : running();
        if (detector != null && by != null) {
            detector.writeAll(collection, name, by, step, place);
        }
    }

    private @Nullable Activity running() {
        LoopCore core = LoopCore.current();
        Activity by = core == null ? null : core.running;
        if (by == null) {
            footprint.blur();
        }
        return by;
    }
}
