package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.loop.OneLine;

/** The text of a snapshot as trees, one for each loop. */
public final class TreeText {

    private final StringBuilder text = new StringBuilder(); // constant after construction

    /** Writes the text. */
    public TreeText(Snapshot snapshot) {
        for (Snapshot.Loop loop : snapshot.loops()) {
            header(loop);
            new LoopTree(loop, text).write();
            cycles(loop);
        }
    }

    private void header(Snapshot.Loop loop) {
        text.append(OneLine.of(loop.name())).append(runner(loop));
        boolean heldUp = loop.state() == Snapshot.State.HELD_UP;
        if (heldUp) {
            text.append(", HELD UP at ").append(Places.full(Places.guilty(loop.stack())));
        }
        long calls = loop.tasks().stream().filter(task -> task.id() < 0).count();
        if (!OutsideReading.isOutside(loop)) {
            text.append(", ").append(Places.count(loop.tasks().size() - calls, "task"));
        }
        if (calls > 0) {
            text.append(", ")
                    .append(Places.count(calls, "call"))
                    .append(calls == 1 ? " that returns a stage" : " that return stages");
        }
        loop.tasks().stream()
                .flatMap(task -> task.waitsFor().nanosLeft().stream())
                .min(Long::compare)
                .ifPresent(next -> text.append(", next timer in ").append(TimeText.of(next)));
        text.append('\n');
        if (heldUp) {
            LogicalTrace.ownCalls(loop.stack()).forEach(this::call);
            text.append("(read while a step ran: moments may mix)\n");
        }
    }

    private static String runner(Snapshot.Loop loop) {
        if (OutsideReading.isOutside(loop)) {
            return "";
        }
        return loop.thread().isEmpty() ? ", run by no thread" : " on " + OneLine.of(loop.thread());
    }

    /** Writes a call without the name of the loader of its class. */
    private void call(StackTraceElement place) {
        StackTraceElement shown = new StackTraceElement(
                place.getClassName(), place.getMethodName(), place.getFileName(), place.getLineNumber());
        text.append("      at ").append(OneLine.escaped(shown.toString())).append('\n');
    }

    private void cycles(Snapshot.Loop loop) {
        Names names = new Names(loop);
        for (var cycle : Cycles.of(loop)) {
            text.append("cycle: ");
            for (int i = 0; i < cycle.size(); i++) {
                text.append(i == 0 ? "" : "; ").append(names.clause(cycle.get(i)));
            }
            text.append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
