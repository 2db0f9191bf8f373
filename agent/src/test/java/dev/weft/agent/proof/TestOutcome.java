package dev.weft.agent.proof;

import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;

/**
 * How one test of a library ended.
 *
 * @param status {@code SUCCESSFUL}, {@code ABORTED}, {@code FAILED} or {@code SKIPPED}
 * @param problem the exception's class and message, or why it was skipped; empty if there is nothing to say
 */
record TestOutcome(String status, String problem) {
    private static final String SKIPPED = "SKIPPED";

    static TestOutcome of(TestExecutionResult result) {
        return new TestOutcome(
                result.getStatus().name(),
                result.getThrowable().map(Objects::toString).orElse(""));
    }

    static TestOutcome skipped(String reason) {
        return new TestOutcome(SKIPPED, reason);
    }

    /** The same for a run in any directory. */
    TestOutcome without(String directory) {
        return new TestOutcome(status, problem.replace(directory, "DIRECTORY"));
    }

    @Override
    public String toString() {
        return problem.isEmpty() ? status : status + " (" + problem + ")";
    }
}
