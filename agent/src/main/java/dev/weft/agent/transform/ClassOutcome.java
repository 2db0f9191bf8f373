package dev.weft.agent.transform;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.LeftAlone;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.List;

/**
 * The outcome of weaving one class, in numbers.
 *
 * @param owner the internal name of the class
 * @param methods how many methods were woven
 * @param points how many suspension points they have
 * @param leftAlone what was not woven, and why
 * @param failed what should have been woven, and was not because the weaver failed
 * @param rewritten the calls that blocked, and are awaits now
 */
public record ClassOutcome(
        String owner,
        int methods,
        int points,
        List<LeftAlone> leftAlone,
        List<Diagnostic> failed,
        List<RewrittenCall> rewritten) {
    /** Copies the lists. */
    public ClassOutcome {
        leftAlone = List.copyOf(leftAlone);
        failed = List.copyOf(failed);
        rewritten = List.copyOf(rewritten);
    }
}
