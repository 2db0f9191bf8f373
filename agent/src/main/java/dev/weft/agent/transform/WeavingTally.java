package dev.weft.agent.transform;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.LeftAlone;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.ArrayList;
import java.util.List;

/** A count of what is woven while the JVM runs. Called by any thread. */
public final class WeavingTally {
    private final List<LeftAlone> leftAlone = new ArrayList<>(); // any thread, holding this
    private final List<Diagnostic> failed = new ArrayList<>(); // any thread, holding this
    private final List<RewrittenCall> rewritten = new ArrayList<>(); // any thread, holding this
    private int classes; // any thread, holding this
    private int methods; // any thread, holding this
    private long points; // any thread, holding this

    /** Begins with nothing. */
    public WeavingTally() {}

    /**
     * Counts one class.
     *
     * @param outcome what weaving did to it
     */
    public synchronized void add(ClassOutcome outcome) {
        classes += outcome.methods() > 0 ? 1 : 0;
        methods += outcome.methods();
        points += outcome.points();
        leftAlone.addAll(outcome.leftAlone());
        failed.addAll(outcome.failed());
        rewritten.addAll(outcome.rewritten());
    }

    /**
     * What was counted until now.
     *
     * @return the counts, which change no more
     */
    public synchronized WeavingSummary summary() {
        return new WeavingSummary(classes, methods, points, leftAlone, failed, rewritten);
    }
}
