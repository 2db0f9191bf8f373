package dev.weft.testing.junit;

import dev.weft.internal.explore.Cancels;
import dev.weft.internal.explore.ScheduleText;
import dev.weft.internal.explore.Settings;
import dev.weft.internal.explore.TestOrders;
import dev.weft.internal.explore.TestRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** The invocations of one test method, for each set of arguments an order each. JUnit runs one before it asks for the next. */
final class OrderIterator implements Iterator<TestTemplateInvocationContext> {

    private static final Duration UNLIMITED = Duration.ofDays(1); // each run has a limit of its own

    private final WeftTest test; // constant after construction
    private final Iterator<Object[]> ahead; // the thread of the test: arguments
    private TestArguments arguments; // the thread of the test: of the current orders
    private TestOrders orders; // the thread of the test
    private @Nullable TestRun next; // the thread of the test: looked at, not yet taken

    /**
     * Creates the invocations.
     *
     * @param test how to run the method
     * @param sets its arguments: one or more sets, empty ones if no source gives any
     */
    OrderIterator(WeftTest test, List<Object[]> sets) {
        this.test = test;
        ahead = sets.iterator();
        arguments = new TestArguments(ahead.next());
        orders = orders(test);
    }

    /** Returns the orders that an annotation asks for. */
    static TestOrders orders(WeftTest test) {
        long timeoutNanos = WallTime.parse(test.timeout()).toNanos();
        return new TestOrders(searches(test), test.realTime(), timeoutNanos);
    }

    private static List<Settings> searches(WeftTest test) {
        if (!test.replay().isEmpty()) {
            return List.of(Settings.replay(ScheduleText.parse(test.replay())).withRaces(test.races()));
        }
        if (test.orders() < 1) {
            throw new IllegalArgumentException("@WeftTest(orders = " + test.orders() + "): 1 or more was expected");
        }
        Settings bounds = Settings.exhaustive().withBudget(UNLIMITED).withRaces(test.races());
        List<Settings> searches = new ArrayList<>();
        if (test.cancelEverywhere()) {
            searches.add(bounds.withDelays(0).withCancels(Cancels.MAIN).withSchedules(Integer.MAX_VALUE));
        }
        if (test.orders() == 1 && test.cancelEverywhere()) {
            return searches; // that begins in the loop's own order
        }
        if (test.orders() > 1 && test.delays() < 0) {
            searches.add(
                    Settings.random(test.seed()).withSchedules(test.orders()).withRaces(test.races()));
        } else {
            int delays = test.orders() == 1 ? 0 : test.delays();
            searches.add(bounds.withDelays(delays).withSchedules(test.orders()));
        }
        return searches;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = orders.next();
        }
        while (next == null && ahead.hasNext()) {
            arguments = new TestArguments(ahead.next());
            orders = orders(test);
            next = orders.next();
        }
        return next != null;
    }

    @Override
    public TestTemplateInvocationContext next() {
        TestRun run = hasNext() ? next : null;
        if (run == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return new OrderInvocation(run, arguments);
    }
}
