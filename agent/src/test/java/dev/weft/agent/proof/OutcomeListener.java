package dev.weft.agent.proof;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Keeps the outcome of each test, and of each class or factory of tests that did not succeed. Tests may run in any
 * thread.
 */
final class OutcomeListener implements TestExecutionListener {
    private final Map<String, TestOutcome> outcomes = new TreeMap<>(); // any thread, guarded by this

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, TestOutcome.skipped(reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            add(test, TestOutcome.of(result));
        }
    }

    synchronized Map<String, TestOutcome> outcomes() {
        return new TreeMap<>(outcomes);
    }

    private synchronized void add(TestIdentifier test, TestOutcome outcome) {
        var name = name(test.getUniqueIdObject());
        if (outcomes.put(name, outcome) != null) {
            throw new IllegalStateException("two tests have the same name: " + name);
        }
    }

    /** The way from the engine to the test, such as {@code org.lib.FooTest/parses(java.lang.String)/#3}. */
    private static String name(UniqueId id) {
        var name = new StringBuilder();
        for (var segment : id.getSegments().subList(1, id.getSegments().size())) {
            name.append(name.isEmpty() ? "" : "/").append(segment.getValue());
        }
        return name.isEmpty() ? id.toString() : name.toString();
    }
}
