package dev.weft.internal.task;

import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.Log;

/** A report from another thread. If the loop is closed before it comes there, it goes to the log. */
final class LateReport extends Job {

    private final LoopAccess loop; // constant after construction
    private final String message; // constant after construction
    private final Throwable thrown; // constant after construction

    LateReport(LoopAccess loop, String message, Throwable thrown) {
        this.loop = loop;
        this.message = message;
        this.thrown = thrown;
    }

    @Override
    protected void run() {
        loop.core.running = null;
        loop.report(message, thrown);
    }

    @Override
    protected void dropped() {
        Log.error(message, thrown);
    }
}
