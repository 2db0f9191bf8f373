package dev.weft.agent.transform;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.LeftAlone;
import dev.weft.agent.transform.message.Message;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.ArrayList;
import java.util.List;

/** The log of what is left alone and what fails while a class is woven. */
final class OutcomeLog {
    private final String owner; // constant after construction
    private final List<LeftAlone> leftAlone = new ArrayList<>();
    private final List<Diagnostic> failed = new ArrayList<>();
    private final List<RewrittenCall> rewritten; // constant after construction

    OutcomeLog(String owner, List<LeftAlone> leftAlone, List<RewrittenCall> rewritten) {
        this.owner = owner;
        this.rewritten = rewritten;
        this.leftAlone.addAll(leftAlone);
    }

    /** A rule or a limit of the weaver refused something. */
    void refused(Diagnostic diagnostic) {
        leftAlone.add(new LeftAlone(owner, diagnostic.method(), reason(diagnostic.message()), 1));
    }

    private static String reason(Message message) {
        var what = switch (message) {
            case METHOD_TOO_LARGE -> "method over 64 KiB when woven";
            case CLASS_TOO_LARGE -> "class over 65,535 constants when woven";
            default -> "refused";
        };
        return what + " (" + message.code() + ")";
    }

    void failed(Diagnostic diagnostic) {
        failed.add(diagnostic);
    }

    ClassOutcome outcome(int methods, int points) {
        return new ClassOutcome(owner, methods, points, leftAlone, failed, rewritten);
    }
}
