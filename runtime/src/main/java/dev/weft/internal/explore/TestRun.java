package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.ScheduleFailure.Kind;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a test method, in one order: the code before it, its body and the code after it run on the same loop, one
 * after the other. For the thread of the test.
 *
 * <p>A failure of the only order of a test is thrown as it is. One of several orders is a
 * {@link dev.weft.testing.ScheduleFailure}, which tells the steps.
 */
public final class TestRun {

    private static final String NOT_WOVEN =
            "the test method is not woven, so nothing of it has run on an event loop. Start"
                    + " the JVM of the tests with the agent: -javaagent:weft-agent.jar, with Surefire in <argLine>";

    private final TestOrders orders; // constant after construction
    private final Settings settings; // constant after construction
    private final Chooser chooser; // constant after construction
    private final boolean single; // constant after construction
    private final boolean inRealTime; // constant after construction
    private final boolean refused; // constant after construction: there is nothing to run
    private final long timeoutNanos; // constant after construction
    private final @Nullable Finding
            expected; // constant after construction: the failure of the run that this one repeats
    private @Nullable Finding found; // the thread of the test: the latest failure
    private boolean passedOver; // the thread of the test: what the body failed by was left to the end of this run
    private @Nullable ExploredRun run; // the thread of the test: null before it begins
    private boolean inBody; // the thread of the test
    private boolean begun; // the thread of the test: the body has
    private boolean ran; // the thread of the test: whether woven code has run the body

    TestRun(
            TestOrders orders,
            Settings settings,
            Chooser chooser,
            boolean single,
            boolean inRealTime,
            long timeoutNanos) {
        this(orders, settings, chooser, single, inRealTime, false, timeoutNanos, null);
    }

    private TestRun(
            TestOrders orders,
            Settings settings,
            Chooser chooser,
            boolean single,
            boolean inRealTime,
            boolean refused,
            long timeoutNanos,
            @Nullable Finding expected) {
        this.orders = orders;
        this.settings = settings;
        this.chooser = chooser;
        this.single = single;
        this.inRealTime = inRealTime;
        this.refused = refused;
        this.timeoutNanos = timeoutNanos;
        this.expected = expected;
    }

    /** Creates a run that only fails. */
    static TestRun refused(TestOrders orders, Settings settings) {
        Chooser none = new ListChooser(new int[0], false);
        return new TestRun(orders, settings, none, false, false, true, Long.MAX_VALUE, null);
    }

    /** Creates a run of the same choices as this one, which has failed: it fails only if it does not fail alike. */
    private TestRun repeated(Finding failure) {
        Chooser same = new ListChooser(run().choices().toArray(), false);
        return new TestRun(orders, settings, same, false, false, false, timeoutNanos, failure);
    }

    /** Returns a run that shows whether the failure of this one was one of its order; null if there is no need. */
    @Nullable
    TestRun repetition() {
        Finding failure = found;
        boolean isOne =
                failure != null && begun && !single && !inRealTime && expected == null && settings.replay() == null;
        return isOne && failure != null && Repetition.isWorthwhile(failure) ? repeated(failure) : null;
    }

    /** Returns a name of the order. */
    public String order() {
        return refused ? "no other order" : expected == null ? chooser.toString() : "the order that failed, again";
    }

    /** Creates the loop. */
    public void begin() {
        run = new ExploredRun(settings, chooser, true, inRealTime);
    }

    private ExploredRun run() {
        return Objects.requireNonNull(run, "the run has not begun");
    }

    /** Notes that the test method begins. */
    public void beginBody() {
        if (refused) {
            throw TestOrders.nothingToExplore(settings);
        }
        String missing = settings.missing();
        if (missing != null) {
            throw TestOrders.notWoven(settings, missing);
        }
        String unlike = settings.unlike();
        if (unlike != null) {
            throw Faces.get().failure(FailedRun.unlike(unlike, settings));
        }
        inBody = true;
        begun = true;
    }

    /** Notes that the test method has returned; throws if it was not woven. */
    public void endBody() {
        inBody = false;
        if (!ran) {
            throw new NotWovenError(NOT_WOVEN);
        }
    }

    /**
     * Returns what a test method has failed by: what it has thrown, or the error that it was not woven, so that it has run
     * outside of any loop. Returns null if the end of the run tells.
     *
     * @param thrown what it has thrown
     * @param test the method
     */
    public @Nullable Throwable failedBody(Throwable thrown, Method test) {
        inBody = false;
        passedOver = expected != null && found != null;
        if (passedOver) {
            return null;
        }
        return ran || thrown instanceof NotWovenError || isAssumption(thrown) || !hasPassed(thrown, test)
                ? thrown
                : (NotWovenError) new NotWovenError(NOT_WOVEN).initCause(thrown);
    }

    /**
     * Returns the failure of a method before or after the test, with the steps so far, unless there is one order only. Returns
     * null if the end of the run tells.
     */
    public @Nullable Throwable failedBeside(Throwable thrown) {
        boolean told = thrown instanceof ScheduleFailure || run == null || refused;
        Throwable failure = told ? thrown : failure(Kinds.thrown(thrown));
        passedOver |= expected != null && begun && found != null;
        return passedOver ? null : failure;
    }

    private static boolean hasPassed(Throwable thrown, Method test) {
        return Arrays.stream(thrown.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(test.getName())
                        && frame.getClassName().equals(test.getDeclaringClass().getName()));
    }

    /** Runs a coroutine: the body of the test method, or that of another method before or after it. */
    public void run(Coroutine<?> coroutine) throws Throwable {
        ExploredRun explored = run();
        ran |= inBody;
        Finding finding;
        Watchdog watchdog = Watchdog.start(explored, timeoutNanos);
        try {
            finding = explored.probed(explored.complete(coroutine, inBody ? "main" : "beside", inBody));
            if (inBody) {
                explored.settleAfterCancel();
            }
        } finally {
            watchdog.stop();
        }
        if (finding != null) {
            throw failure(finding);
        }
    }

    /**
     * Looks at what the test has left behind, and closes the loop.
     *
     * @param failed whether the test has failed already, so that what it leaves is no news, unless that cannot be ended
     */
    public void end(boolean failed) throws Throwable {
        Finding finding = finish(failed || passedOver);
        Finding before = expected;
        if (before != null && !failed) {
            Finding verdict = Repetition.judge(before, found);
            finding = verdict.kind() == Kind.NOT_DETERMINISTIC ? verdict : null;
        }
        if (finding != null) {
            throw failure(finding);
        }
    }

    private @Nullable Finding finish(boolean failed) {
        ExploredRun explored = run();
        Finding finding = null;
        Watchdog watchdog = Watchdog.start(explored, timeoutNanos);
        try {
            finding = failed ? null : explored.aftermath();
        } finally {
            try {
                explored.close();
            } finally {
                watchdog.stop();
            }
            finding = explored.withUnended(failed ? null : explored.checked(finding));
            ScheduleText replay = settings.replay();
            if (replay != null && !failed) {
                finding = replay.forOtherCode(finding, explored);
            }
            found = failed ? found : finding;
            if (expected == null) {
                orders.ended(this, explored, failed || finding != null);
            }
        }
        return finding;
    }

    private Throwable failure(Finding finding) {
        Throwable cause = finding.cause();
        boolean isAssumption = cause != null && isAssumption(cause);
        found = isAssumption ? null : finding;
        boolean asItIs = cause != null
                && (isAssumption || finding.kind() == Kind.NOT_WOVEN || (single && finding.kind() != Kind.STALLED));
        return asItIs && cause != null ? cause : Faces.get().failure(FailedRun.of(finding, run(), settings));
    }

    /** Tells whether a test gives up because an assumption does not hold: no failure for JUnit. */
    private static boolean isAssumption(Throwable thrown) {
        return thrown.getClass().getName().equals("org.opentest4j.TestAbortedException");
    }
}
