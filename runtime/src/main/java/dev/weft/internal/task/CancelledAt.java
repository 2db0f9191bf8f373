package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.Task;
import dev.weft.internal.coroutine.ChainPosition;
import dev.weft.internal.coroutine.LogicalTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * The places at which a task, and the tasks that it awaits, were suspended when a deadline cancelled it: the trace of the
 * CancelledError, which has none in code of the program, when it becomes the cause of a timeout.
 */
public final class CancelledAt {

    private static final int MOST = 16; // tasks that await each other

    private final String words; // constant after construction: the text of the cancellation
    private final List<ChainPosition> chains = new ArrayList<>(1); // constant after construction: the outermost first
    private final List<TaskCore<?>> tasks = new ArrayList<>(1); // constant after construction: of each of them

    private CancelledAt(String request) {
        String message = CancelSource.message(request);
        words = message == null ? CancelSource.words(request) : message;
    }

    /** Notes where a task is suspended, which is about to be cancelled with a message or a {@link CancelSource}. */
    public static CancelledAt of(Task<?> cancelled, String request) {
        CancelledAt at = new CancelledAt(request);
        TaskCore<?> task = cancelled;
        while (task != null && at.tasks.size() < MOST) {
            at.chains.add(ChainPosition.of(task.leaf()));
            at.tasks.add(task);
            task = task.waitingFor() instanceof Task<?> next && !next.isDone() ? next : null;
        }
        return at;
    }

    /** Gives an error these places as its trace, if it is that of the cancellation. */
    public void explain(CancelledError error) {
        if (words.equals(error.getLocalizedMessage()) && !LogicalTrace.isOff()) {
            List<StackTraceElement> trace = new ArrayList<>();
            for (int i = chains.size() - 1; i >= 0; i--) {
                trace.addAll(chains.get(i).places());
                trace.add(tasks.get(i).element());
            }
            error.setStackTrace(trace.toArray(StackTraceElement[]::new));
        }
    }
}
