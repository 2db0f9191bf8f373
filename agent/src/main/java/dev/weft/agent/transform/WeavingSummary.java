package dev.weft.agent.transform;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.LeftAlone;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The summary of what was woven and what was not, with the reasons.
 *
 * @param classes how many classes have a woven method
 * @param methods how many methods were woven
 * @param points how many suspension points they have
 * @param leftAlone what was not woven, in the order in which the classes were loaded
 * @param failed what should have been woven, and was not because the weaver failed
 * @param rewritten the calls that blocked, and are awaits now
 */
public record WeavingSummary(
        int classes,
        int methods,
        long points,
        List<LeftAlone> leftAlone,
        List<Diagnostic> failed,
        List<RewrittenCall> rewritten) {
    private static final String NAME = "weft-agent: ";

    /** Copies the lists. */
    public WeavingSummary {
        leftAlone = List.copyOf(leftAlone);
        failed = List.copyOf(failed);
        rewritten = List.copyOf(rewritten);
    }

    /**
     * For people: the counts, a line for each reason to leave something alone, for each call that was rewritten, and for
     * each failure.
     *
     * @param withEachMethod whether a line follows for each thing that was left alone
     * @return the lines
     */
    public String text(boolean withEachMethod) {
        var text = new StringBuilder(500);
        text.append(NAME).append(count(classes, "class", "classes")).append(" woven, ");
        text.append(count(methods, "method", "methods")).append(" with ");
        text.append(count(points, "suspension point", "suspension points")).append(", ");
        text.append(count(failed.size(), "failure", "failures")).append('\n');
        for (var reason : countByReason().entrySet()) {
            text.append(NAME).append("left alone: ").append(reason.getKey());
            text.append(": ").append(reason.getValue()).append('\n');
        }
        for (var call : rewritten) {
            text.append(NAME).append("rewritten into an await: ").append(call.place());
            text.append(": ").append(call.call()).append('\n');
        }
        for (var failure : failed) {
            text.append(NAME).append("failed: ").append(failure.text()).append('\n');
        }
        if (withEachMethod) {
            for (var left : leftAlone) {
                text.append(NAME).append("left alone: ").append(place(left.owner(), left.method()));
                text.append(": ").append(left.reason());
                text.append(left.count() == 1 ? "" : ", " + left.count() + " times")
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /**
     * For programs: a line for each fact, its parts separated by tabs.
     *
     * @return the lines
     */
    public String report() {
        var text = new StringBuilder(500);
        text.append("classes\t").append(classes).append('\n');
        text.append("methods\t").append(methods).append('\n');
        text.append("points\t").append(points).append('\n');
        text.append("failures\t").append(failed.size()).append('\n');
        for (var reason : countByReason().entrySet()) {
            text.append("left\t").append(reason.getValue()).append('\t');
            text.append(reason.getKey()).append('\n');
        }
        for (var call : rewritten) {
            text.append("rewritten\t").append(call.place()).append('\t');
            text.append(call.call()).append('\n');
        }
        for (var failure : failed) {
            text.append("failure\t").append(place(failure.owner(), failure.method()));
            text.append('\t').append(failure.text()).append('\n');
        }
        for (var left : leftAlone) {
            text.append("left-alone\t").append(place(left.owner(), left.method()));
            text.append('\t')
                    .append(left.count())
                    .append('\t')
                    .append(left.reason())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * How many were left alone for each reason.
     *
     * @return the counts in the order of the reasons
     */
    public Map<String, Integer> countByReason() {
        var counts = new TreeMap<String, Integer>();
        for (var left : leftAlone) {
            counts.put(left.reason(), counts.getOrDefault(left.reason(), 0) + left.count());
        }
        return counts;
    }

    private static String place(String owner, String method) {
        var name = owner.replace('/', '.');
        return method.isEmpty() ? name : name + "." + method;
    }
}
