package dev.weft.agent.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A test that ended in one way without the agent, and in another with it.
 *
 * @param test its name
 * @param plain how it ended without the agent; null if it did not run
 * @param stressed how it ended when every call suspended; null if it did not run
 */
record OutcomeDifference(
        String test, @Nullable TestOutcome plain, @Nullable TestOutcome stressed) {
    /** All differences between two runs of a suite, in the order of the tests' names. */
    static List<OutcomeDifference> between(Map<String, TestOutcome> plain, Map<String, TestOutcome> stressed) {
        var names = new TreeSet<>(plain.keySet());
        names.addAll(stressed.keySet());
        var differences = new ArrayList<OutcomeDifference>();
        for (var name : names) {
            var before = plain.get(name);
            var after = stressed.get(name);
            if (before == null || !before.equals(after)) {
                differences.add(new OutcomeDifference(name, before, after));
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        return test + "\n    without the agent: " + said(plain) + "\n    every call suspends: " + said(stressed);
    }

    private static String said(@Nullable TestOutcome outcome) {
        return outcome == null ? "did not run" : outcome.toString();
    }
}
