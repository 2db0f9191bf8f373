package dev.weft.agent;

import dev.weft.agent.transform.WeavingTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shutdown hook that says what was woven. */
final class SummaryAtExit extends Thread {
    private final WeavingTally tally; // constant after construction
    private final AgentOptions options; // constant after construction

    SummaryAtExit(WeavingTally tally, AgentOptions options) {
        super("weft-agent-summary");
        this.tally = tally;
        this.options = options;
    }

    @Override
    public void run() {
        var summary = tally.summary();
        if (options.summary() != null || options.stress() != null) {
            System.err.print(summary.text(options.summary() == SummaryDetail.EACH_METHOD));
        }
        if (options.report() != null) {
            write(options.report(), summary.report());
        }
    }

    private static void write(Path file, String report) {
        try {
            Files.writeString(file, report);
        } catch (IOException cannotWrite) {
            System.err.println("weft-agent: option 'report' names a file that cannot be written: " + cannotWrite);
        }
    }
}
