package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.Handle;
import dev.weft.Task;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.ForeignText;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.OneLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to cancel: in debug mode the cause of each CancelledError that comes of it. Its message says who asked, and its
 * trace is that of the code that did, or the places at which the owner of a timeout or of a task group is suspended.
 */
public final class CancelRequested extends Exception {

    private static final long serialVersionUID = 1;

    private CancelRequested(String who, List<StackTraceElement> trace, @Nullable Throwable reason) {
        super("the cancellation was requested " + who, reason);
        setStackTrace(trace.toArray(StackTraceElement[]::new));
    }

    /** Returns the request that the running code makes by a call of {@code cancel}. */
    static CancelRequested here() {
        return through("");
    }

    /** Returns the request that the running code makes in another way, which ends the sentence. */
    public static CancelRequested through(String how) {
        Activity running = running();
        List<StackTraceElement> trace = running instanceof TaskCore<?> task && task.isRunning()
                ? LogicalTrace.here(task.leaf(), task.element())
                : LogicalTrace.here(null, null);
        return new CancelRequested("here, by " + asking(running) + how, trace, null);
    }

    /** Returns a request of the runtime's own, which no code of the program makes. */
    public static CancelRequested by(String source) {
        return new CancelRequested("by " + source, List.of(), null);
    }

    /** Returns a request of the runtime's own, because of an exception or null. */
    public static CancelRequested by(String source, @Nullable Throwable reason) {
        return new CancelRequested("by " + source, List.of(), reason);
    }

    /** Returns the request of a timeout or a task group, whose block a task runs. */
    public static CancelRequested by(String source, Task<?> owner) {
        return new CancelRequested(byBlock(source, owner), trace(owner), null);
    }

    /** Returns the same, because something has failed. */
    public static CancelRequested by(String source, Task<?> owner, String failed, Throwable failure) {
        String because = ", because " + failed + ": " + OneLine.of(ForeignText.of(failure));
        return new CancelRequested(byBlock(source, owner) + because, trace(owner), failure);
    }

    private static String byBlock(String source, TaskCore<?> owner) {
        String place = owner.isRunning() ? "" : ", " + owner.position();
        return "by " + source + " in " + owner.shownName() + place;
    }

    private static List<StackTraceElement> trace(TaskCore<?> owner) {
        return owner.isRunning() ? LogicalTrace.here(owner.leaf(), owner.element()) : owner.suspendedAt();
    }

    private static @Nullable Activity running() {
        LoopCore current = LoopCore.current();
        return current == null ? null : current.running;
    }

    private static String asking(@Nullable Activity running) {
        if (running instanceof TaskCore<?> task && task.isRunning()) {
            return task.shownName();
        }
        if (running instanceof DoneCallback<?> callback) {
            return "the callback " + OneLine.of(ForeignText.of(callback.callback())) + " of " + callback.future();
        }
        if (running instanceof Handle handle) {
            return "a callback, " + OneLine.of(ForeignText.of(handle));
        }
        if (LoopCore.current() != null) {
            return "the event loop";
        }
        return "code outside the loop, on thread "
                + OneLine.of(Thread.currentThread().getName());
    }

    /** Returns the name of a task as a part of a line. */
    public static String name(TaskCore<?> task) {
        return task.shownName();
    }

    /** Creates an error that comes of this request. */
    public CancelledError newError() {
        CancelledError error = new CancelledError();
        error.initCause(this);
        return error;
    }
}
