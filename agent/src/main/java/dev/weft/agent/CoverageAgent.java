package dev.weft.agent;

import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.message.Wording;

/**
 * JaCoCo's agent, if it is in this JVM. It knows a class again by the bytes that it got, so it has to get those that the
 * compiler wrote: the JVM asks agents in the order of the command line.
 */
final class CoverageAgent {
    private static final String ITS_CLASS = "java.lang.$JaCoCo"; // its agent puts it there when it starts

    private final boolean startedBefore = isThere(); // constant after construction

    /** Warns once the first class is about to be woven: then all agents of the command line are there. */
    void tellOfWrongOrder(Reporter reporter) {
        if (!startedBefore && isThere()) {
            reporter.report(Wording.COVERAGE_AGENT.ofAgent());
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(ITS_CLASS, false, null);
            return true;
        } catch (ClassNotFoundException notThere) {
            return false;
        }
    }
}
