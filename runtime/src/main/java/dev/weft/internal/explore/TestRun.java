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
    private @Nullable ExploredRun run; // the thread of the test: null before it begins
    private boolean inBody; // the thread of the test
    private boolean ran; // the thread of the test: whether woven code has run the body

    TestRun(
            TestOrders orders,
            Settings settings,
            Chooser chooser,
            boolean single,
            boolean inRealTime,
            long timeoutNanos) {
        this(orders, settings, chooser, single, inRealTime, false, timeoutNanos);
    }

    private TestRun(
            TestOrders orders,
            Settings settings,
            Chooser chooser,
            boolean single,
            boolean inRealTime,
            boolean refused,
            long timeoutNanos) {
        this.orders = orders;
        this.settings = settings;
        this.chooser = chooser;
        this.single = single;
        this.inRealTime = inRealTime;
        this.refused = refused;
        this.timeoutNanos = timeoutNanos;
    }

    /** Creates a run that only fails. */
    static TestRun refused(TestOrders orders, Settings settings) {
        return new TestRun(orders, settings, new ListChooser(new int[0], false), false, false, true, Long.MAX_VALUE);
    }

    /** Returns a name of the order. */
    public String order() {
        return refused ? "no other order" : chooser.toString();
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
     * outside of any loop.
     *
     * @param thrown what it has thrown
     * @param test the method
     */
    public Throwable failedBody(Throwable thrown, Method test) {
        inBody = false;
        return ran || thrown instanceof NotWovenError || isAssumption(thrown) || !hasPassed(thrown, test)
                ? thrown
                : (NotWovenError) new NotWovenError(NOT_WOVEN).initCause(thrown);
    }

    /** Returns the failure of a method before or after the test, with the steps so far, unless there is one order only. */
    public Throwable failedBeside(Throwable thrown) {
        boolean told = thrown instanceof ScheduleFailure || run == null || refused;
        return told ? thrown : failure(Kinds.thrown(thrown));
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
            orders.ended(explored, failed || finding != null);
        }
        if (finding != null) {
            throw failure(finding);
        }
    }

    private Throwable failure(Finding finding) {
        Throwable cause = finding.cause();
        boolean asItIs = cause != null
                && (isAssumption(cause)
                        || finding.kind() == Kind.NOT_WOVEN
                        || (single && finding.kind() != Kind.STALLED));
        return asItIs && cause != null ? cause : Faces.get().failure(FailedRun.of(finding, run(), settings));
    }

    /** Tells whether a test gives up because an assumption does not hold: no failure for JUnit. */
    private static boolean isAssumption(Throwable thrown) {
        return thrown.getClass().getName().equals("org.opentest4j.TestAbortedException");
    }
}
