package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.State;
import dev.weft.internal.coroutine.DetachedCalls;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.insight.LoopQuestion.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A reading of the suspended calls of methods that return stages which began outside any loop. In a snapshot they are the
 * tasks of a loop that no thread runs, but waits. Other threads may resume them meanwhile.
 */
final class OutsideReading {

    private static final String NAME = "outside any loop";
    private static final String UNLISTED =
            "Calls of methods that return stages, begun outside any loop, are not listed here:"
                    + " start the program with -Dweft.listCalls=true to see them.\n";

    private final Calls calls = new Calls(); // the thread that reads
    private final TaskReader reader = new TaskReader(null, calls, false, 0); // the thread that reads
    private final List<Snapshot.Task> tasks = new ArrayList<>(); // the thread that reads
    private final List<Mark> marks = new ArrayList<>(); // the thread that reads

    private OutsideReading() {}

    /** Reads the calls that are in none of the answers of loops. */
    static Answer of(List<Answer> loops) {
        Set<StageAwaiter> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Answer loop : loops) {
            for (int i = 0; i < loop.calls().size(); i++) {
                known.add(loop.calls().get(i));
            }
        }
        OutsideReading reading = new OutsideReading();
        for (StageAwaiter call : DetachedCalls.suspended()) {
            if (!known.contains(call)) {
                reading.calls.add(call);
            }
        }
        for (int i = 0; i < reading.calls.size(); i++) { // the number grows meanwhile
            reading.read(i);
        }
        Snapshot.Loop outside = new Snapshot.Loop(NAME, "", State.WAITING, false, List.of(), reading.tasks);
        return new Answer(outside, reading.marks, reading.calls);
    }

    private void read(int index) {
        StageAwaiter call = calls.get(index);
        try {
            Snapshot.Task read = reader.read(call, index);
            marks.add(TaskReader.mark(call));
            tasks.add(read);
        } catch (RuntimeException | AssertionError mixed) {
            // another thread resumes it just now
        }
    }

    /** Tells whether what looks like a loop in a snapshot is none. */
    static boolean isOutside(Snapshot.Loop loop) {
        return loop.state() == State.WAITING && loop.thread().isEmpty();
    }

    /** Returns a line which says that calls are not listed; empty if none is missing. */
    static String unlisted() {
        return DetachedCalls.hasMissed() ? UNLISTED : "";
    }
}
