package dev.weft.internal.coroutine;

import dev.weft.CancelledError;
import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The stack trace of an exception that crosses an await: one trace from the line that threw, through every activation that
 * awaits, to the task.
 *
 * <ol>
 *   <li>The first time that an exception leaves an activation which was resumed, its trace is that of the thread: the
 *       program's own methods, and below them the machinery that resumed them. It is cut there, and continued with the
 *       places of the activations that await, which are known then. What they make of it later changes nothing.
 *   <li>When the failure of a task, a stage or a thread is thrown in a task that awaits it, the trace goes on with that
 *       one's activations. The first to await wins. An activation that returns a stage adds its own place.
 *   <li>CancelledErrors, exceptions without a trace, and errors of the JVM are left as they are.
 * </ol>
 *
 * <p>The system property {@code weft.fullTraces=true} switches all this off.
 */
public final class LogicalTrace {

    private static final boolean FULL = Boolean.getBoolean("weft.fullTraces");
    private static final String DRIVER = "dev.weft.internal.coroutine.Driver";
    private static final String LAMBDA = "dev.weft.Weft\tasync\t"; // which only calls the program's own
    private static final String MARK = "$weft"; // in the names of what the agent generates
    private static final String TASK = "(task)";
    private static final int LONGEST = 1_024; // elements, as in the JVM: deeper chains are cut

    private LogicalTrace() {}

    /**
     * Replaces the trace of an exception that leaves an activation, unless that was done before.
     *
     * @param thrown the exception
     * @param left the activation
     * @param awaiting the one that awaits it, or null
     * @param task the element of the task that runs them, or null
     */
    static void complete(
            Throwable thrown, Frame<?> left, @Nullable Frame<?> awaiting, @Nullable StackTraceElement task) {
        if (isUntouched(thrown)) {
            return;
        }
        try {
            StackTraceElement[] full = thrown.getStackTrace();
            int end = machinery(full);
            if (end >= 0) {
                thrown.setStackTrace(complete(full, end, left, awaiting, task));
            }
        } catch (RuntimeException refused) {
            // an exception class of the program that overrides these methods keeps the trace that it has
        }
    }

    private static StackTraceElement[] complete(
            StackTraceElement[] full,
            int end,
            Frame<?> left,
            @Nullable Frame<?> awaiting,
            @Nullable StackTraceElement task) {
        List<StackTraceElement> trace = own(full, end);
        if (trace.isEmpty()) {
            trace.add(FrameDescription.place(left.describe(), 0));
        }
        addChain(awaiting, trace);
        if (task != null) {
            trace.add(task);
        }
        return trace.toArray(StackTraceElement[]::new);
    }

    /**
     * Continues the trace of a failure with the activations of a task that awaits it, unless another one was first.
     *
     * @param thrown the failure
     * @param failed the element of the task that has failed; null if it comes from something else
     * @param leaf the innermost activation of the task that awaits
     * @param task its element
     */
    public static void pass(
            Throwable thrown, @Nullable StackTraceElement failed, Frame<?> leaf, StackTraceElement task) {
        if (isUntouched(thrown)) {
            return;
        }
        try {
            StackTraceElement[] known = thrown.getStackTrace();
            List<StackTraceElement> trace = known.length == 0 ? null : passed(known, failed);
            if (trace != null) {
                addChain(leaf, trace);
                trace.add(task);
                thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
            }
        } catch (RuntimeException refused) {
            // an exception class of the program that overrides these methods keeps the trace that it has
        }
    }

    /** Returns the trace of a failure up to the task that has failed; null if it has gone on in another one. */
    private static @Nullable List<StackTraceElement> passed(
            StackTraceElement[] known, @Nullable StackTraceElement failed) {
        int last = known.length - 1;
        if (hasTask(known)) {
            boolean ends = failed != null
                    && known[last].getClassName().equals(TASK)
                    && known[last].getMethodName().equals(failed.getMethodName())
                    && last < LONGEST;
            return ends ? new ArrayList<>(Arrays.asList(known)) : null;
        }
        List<StackTraceElement> trace = own(known, machinery(known));
        if (failed != null) {
            trace.add(failed);
        }
        return trace;
    }

    private static boolean hasTask(StackTraceElement[] known) {
        for (StackTraceElement element : known) {
            if (element.getClassName().equals(TASK)) {
                return true;
            }
        }
        return false;
    }

    /** Cuts the trace of an exception that leaves a resumed activation that returns a stage. */
    public static void leave(Throwable thrown, String description) {
        if (isUntouched(thrown)) {
            return;
        }
        try {
            StackTraceElement[] full = thrown.getStackTrace();
            int end = machinery(full);
            if (end >= 0) {
                List<StackTraceElement> trace = own(full, end);
                if (trace.isEmpty()) {
                    trace.add(FrameDescription.place(description, 0));
                }
                thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
            }
        } catch (RuntimeException refused) {
            // an exception class of the program that overrides these methods keeps the trace that it has
        }
    }

    /**
     * Continues the trace of a failure with the place of an activation that returns a stage and awaits it, unless another
     * one was first.
     *
     * @param thrown the failure
     * @param ended the stage that has failed
     * @param description the activation's
     * @param point its suspension point
     */
    public static void arrive(Throwable thrown, @Nullable Object ended, String description, int point) {
        if (isUntouched(thrown)) {
            return;
        }
        try {
            StackTraceElement[] known = thrown.getStackTrace();
            if (known.length > 0 && known.length < LONGEST && isFirst(known[known.length - 1], ended)) {
                List<StackTraceElement> trace = own(known, machinery(known));
                trace.add(FrameDescription.place(description, point));
                thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
            }
        } catch (RuntimeException refused) {
            // an exception class of the program that overrides these methods keeps the trace that it has
        }
    }

    private static boolean isFirst(StackTraceElement last, @Nullable Object ended) {
        if (last.getClassName().equals(TASK)) {
            return ended instanceof CoroutineResult;
        }
        return ended instanceof ActivationResult call ? call.isFirstAwaiter() : !isAdded(last);
    }

    /** Tells whether an element was added here: those of the JVM have the name of a loader or of a module. */
    private static boolean isAdded(StackTraceElement element) {
        return element.getClassLoaderName() == null && element.getModuleName() == null;
    }

    /** Leaves in the trace of an exception what is the program's own, down to the machinery that runs its task. */
    public static void keepOwn(Throwable created) {
        StackTraceElement[] full = created.getStackTrace();
        created.setStackTrace(own(full, machinery(full)).toArray(StackTraceElement[]::new));
    }

    private static boolean isUntouched(Throwable thrown) {
        return FULL
                || thrown instanceof CancelledError
                || thrown instanceof CancellationException
                || thrown instanceof VirtualMachineError;
    }

    /** Returns the position of the machinery that has run the innermost code of the program; -1 if it is not there. */
    private static int machinery(StackTraceElement[] trace) {
        for (int i = 0; i < trace.length; i++) {
            String type = trace[i].getClassName();
            if (type.startsWith("dev.weft.") && isEntry(type, trace[i].getMethodName())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEntry(String type, String method) {
        return switch (type) {
            case DRIVER -> method.equals("drive");
            case "dev.weft.abi.StageFrame" -> method.equals("proceed");
            case "dev.weft.internal.operation.ExecutorCall", "dev.weft.internal.loop.LoopCore" -> true;
            default -> false;
        };
    }

    /** Returns the program's own elements of a trace up to a position; of all if that is -1. */
    private static List<StackTraceElement> own(StackTraceElement[] full, int end) {
        List<StackTraceElement> trace = new ArrayList<>(full.length + 8);
        for (int i = 0; i < (end < 0 ? full.length : end); i++) {
            addOwn(full[i], trace);
        }
        return trace;
    }

    /** Adds an element that is not of the machinery, by the name that the program gave to its method. */
    static void addOwn(StackTraceElement element, List<StackTraceElement> trace) {
        String type = element.getClassName();
        if (type.startsWith("dev.weft.internal.") || type.startsWith("dev.weft.abi.") || type.contains(MARK)) {
            return;
        }
        String method = element.getMethodName();
        int mark = method.indexOf(MARK);
        trace.add(
                mark <= 0
                        ? element
                        : new StackTraceElement(
                                "app".equals(element.getClassLoaderName()) ? null : element.getClassLoaderName(),
                                element.getModuleName(),
                                element.getModuleVersion(),
                                type,
                                method.substring(0, mark),
                                element.getFileName(),
                                element.getLineNumber()));
    }

    private static void addChain(@Nullable Frame<?> innermost, List<StackTraceElement> trace) {
        for (Frame<?> frame = innermost; frame != null && trace.size() < LONGEST; frame = frame.parent) {
            String description = frame.describe();
            if (!description.startsWith(LAMBDA)) {
                trace.add(FrameDescription.place(description, frame.point));
            }
        }
    }

    /**
     * Returns the element that stands for a task at the end of its activations.
     *
     * @param name its name
     * @param createdAt the place where it was created; null if that was not noted
     */
    public static StackTraceElement taskElement(String name, @Nullable StackTraceElement createdAt) {
        return new StackTraceElement(TASK, name, createdAt == null ? "" : "created at " + createdAt, -1);
    }

    /** Tells whether an element stands for a task. */
    public static boolean isTask(StackTraceElement element) {
        return element.getClassName().equals(TASK);
    }
}
