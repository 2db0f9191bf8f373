package dev.weft.internal.explore;

import dev.weft.testing.ScheduleFailure.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one test method, one run each, until one fails. Each order depends on what the one before has chosen, so a
 * run must have ended before the next begins. One of several orders that has failed is run once more: if it does not fail alike,
 * the order was not all that decided.
 */
public final class TestOrders {

    private final Deque<Settings> ahead; // the thread of the test
    private final boolean inRealTime; // constant after construction
    private final boolean single; // constant after construction
    private final long timeoutNanos; // constant after construction
    private Settings settings; // the thread of the test: of the current search
    private @Nullable Search search; // the thread of the test: null for a replay
    private int runs; // the thread of the test: of the current search
    private long decisions; // the thread of the test: of all searches
    private @Nullable Choices ownOrder; // the thread of the test: of the run in the loop's own order
    private boolean over; // the thread of the test
    private @Nullable TestRun
            repetition; // the thread of the test: of the run that has failed, null if there is none to make

    /**
     * Creates the orders of a test method.
     *
     * @param searches what to search through, one after the other; the first is the loop's own order, or begins with it
     * @param inRealTime true for a real clock
     * @param timeoutNanos the longest wall time of one run
     */
    public TestOrders(List<Settings> searches, boolean inRealTime, long timeoutNanos) {
        ahead = new ArrayDeque<>(searches);
        this.inRealTime = inRealTime;
        this.timeoutNanos = timeoutNanos;
        settings = ahead.remove();
        single = ahead.isEmpty() && settings.schedules() == 1 && settings.replay() == null;
        search = settings.replay() == null ? settings.search() : null;
    }

    /** Returns the next run, or null after the last one and after one that failed. */
    public @Nullable TestRun next() {
        TestRun again = repetition;
        if (again != null) {
            repetition = null;
            return again;
        }
        while (!over) {
            Chooser chooser = nextChooser();
            if (chooser != null) {
                runs++;
                return new TestRun(this, settings, chooser, single, inRealTime, timeoutNanos);
            }
            if (ahead.isEmpty()) {
                over = true;
                return isUnexplored() ? TestRun.refused(this, settings) : null;
            }
            settings = ahead.remove();
            search = settings.search();
            runs = 0;
            skipOwnOrder();
        }
        return null;
    }

    /** Lets a search begin behind the loop's own order, which the one before has run; unless it needs the steps of that run. */
    private void skipOwnOrder() {
        Choices known = ownOrder;
        if (known != null && search instanceof ExhaustiveSearch && !settings.canPrune()) {
            Chooser unused = search.next();
            search.ran(known, null, true);
            runs++;
        }
    }

    private @Nullable Chooser nextChooser() {
        ScheduleText replay = settings.replay();
        if (runs >= settings.schedules()) {
            return null;
        }
        if (replay != null) {
            return new ListChooser(replay.choices(), true);
        }
        return search == null ? null : search.next();
    }

    private boolean isUnexplored() {
        return decisions == 0 && settings.asksForChoices() && !single;
    }

    /** Receives what a run has chosen, and whether it has failed. */
    void ended(TestRun test, ExploredRun run, boolean failed) {
        repetition = failed ? test.repetition() : null;
        decisions += run.choices().count();
        over |= failed;
        if (search != null) {
            run.tell(search, failed);
            if (ownOrder == null && search instanceof ExhaustiveSearch) {
                ownOrder = run.choices().ofOrder();
            }
        }
    }

    static AssertionError nothingToExplore(Settings settings) {
        return notWoven(
                settings,
                "there was no choice: never were two tasks ready at the same time, so there are no other orders. Start what"
                        + " runs concurrently with createTask, gather or a task group, or leave out orders");
    }

    static AssertionError notWoven(Settings settings, String text) {
        ScheduleText nothing = new ScheduleText("0", settings.conditions(false), new int[0]);
        return Faces.get().failure(new FailedRun(Kind.NOT_WOVEN, Kind.NOT_WOVEN + ": " + text, null, nothing));
    }
}
