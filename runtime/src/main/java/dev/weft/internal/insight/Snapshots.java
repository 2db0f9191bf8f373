package dev.weft.internal.insight;

import dev.weft.EventLoop;
import dev.weft.insight.Snapshot;
import dev.weft.internal.insight.LoopQuestion.Answer;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.task.ClockReading;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.OpenLoops;
import dev.weft.internal.task.TaskLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The taking of snapshots. */
public final class Snapshots {

    private Snapshots() {}

    /** Takes a snapshot of all open loops. */
    public static Snapshot ofAll() {
        return snapshot(askAll());
    }

    /** Returns a snapshot of all loops as a tree, and says what it cannot show. */
    public static String dump() {
        return ofAll().tree() + OutsideReading.unlisted();
    }

    /** Takes a snapshot of one loop. */
    public static Snapshot of(EventLoop loop) {
        return snapshot(ask(List.of(loop)));
    }

    /** Takes a snapshot of a loop that the calling thread runs. */
    public static Snapshot.Loop here(TaskLoop loop) {
        return LoopReading.here(loop).picture(Snapshot.State.WAITING, List.of());
    }

    /** Takes two snapshots, and marks in the second what has not moved. */
    public static Snapshot watch(Duration time) {
        if (LoopCore.current() != null) {
            throw new IllegalStateException(
                    "Insight.watch blocks the thread that calls it, and an event loop runs on this"
                            + " one: call it on another thread, for instance with toThread");
        }
        ClockReading clock = new ClockReading();
        IdentityHashMap<Object, Object> before = marks(askAll());
        long begun = clock.getAsLong();
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the second one is taken at once
        }
        long nanos = clock.getAsLong() - begun;
        return new Snapshot(
                askAll().stream().map(answer -> marked(answer, before, nanos)).toList());
    }

    private static List<Answer> askAll() {
        List<Answer> answers = new ArrayList<>(ask(OpenLoops.all()));
        Answer outside = OutsideReading.of(answers);
        if (!outside.loop().tasks().isEmpty()) {
            answers.add(outside);
        }
        return answers;
    }

    private static List<Answer> ask(List<? extends TaskLoop> loops) {
        List<LoopQuestion> questions = new ArrayList<>();
        for (TaskLoop loop : loops) {
            if (!LoopView.core(loop).isClosed()) {
                LoopQuestion question = new LoopQuestion(loop);
                question.ask();
                questions.add(question);
            }
        }
        return questions.stream().map(LoopQuestion::answer).toList();
    }

    private static Snapshot snapshot(List<Answer> answers) {
        return new Snapshot(answers.stream().map(Answer::loop).toList());
    }

    private static IdentityHashMap<Object, Object> marks(List<Answer> answers) {
        IdentityHashMap<Object, Object> marks = new IdentityHashMap<>();
        for (Answer answer : answers) {
            for (Mark mark : answer.marks()) {
                marks.put(mark.who(), mark.at());
            }
        }
        return marks;
    }

    private static Snapshot.Loop marked(Answer answer, IdentityHashMap<Object, Object> before, long nanos) {
        Snapshot.Loop loop = answer.loop();
        List<Snapshot.Task> tasks = new ArrayList<>();
        for (int i = 0; i < answer.marks().size(); i++) {
            Snapshot.Task task = loop.tasks().get(i);
            Mark mark = answer.marks().get(i);
            tasks.add(isSame(mark.at(), before.get(mark.who())) ? still(task, nanos) : task);
        }
        return new Snapshot.Loop(loop.name(), loop.thread(), loop.state(), loop.consistent(), loop.stack(), tasks);
    }

    /** Tells whether two marks are of one moment; no code of the program is called. */
    private static boolean isSame(Object now, @Nullable Object before) {
        return now == before || (now instanceof List<?> values && values.equals(before));
    }

    private static Snapshot.Task still(Snapshot.Task task, long nanos) {
        return new Snapshot.Task(
                task.id(), task.name(), task.coroutine(), task.frames(), task.waitsFor(), task.cancelling(), nanos);
    }
}
