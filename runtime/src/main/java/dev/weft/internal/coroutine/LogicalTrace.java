package dev.weft.internal.coroutine;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import dev.weft.internal.loop.OneLine;
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
 *   <li>The first time that an exception leaves an activation which was resumed, or a task, its trace is that of the thread: the
 *       program's own methods, and below them the machinery that resumed them. It is cut there, and continued with the
 *       places of the activations that await, which are known then. What they make of it later changes nothing.
 *   <li>When the failure of a task, a stage or a thread is thrown in a task that awaits it, the trace goes on with that
 *       one's activations. The first to await wins. An activation that returns a stage adds its own place.
 *   <li>The machinery is cut from the traces of {@link LinkedTraces causes and suppressed exceptions} at the same time, and
 *       from that of an exception which a callback of a loop throws.
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
    private static final String CALLBACK = "java.util.concurrent.$WeftCallback"; // which the agent adds to the JDK
    private static final String TASK = "(task)";
    private static final StackTraceElement[] NONE = {};
    private static final int LONGEST = 1_024; // elements, as in the JVM: deeper chains are cut

    private LogicalTrace() {}

    /**
     * Replaces the trace of an exception that leaves an activation, unless that was done before, and those of the exceptions
     * that belong to it.
     *
     * @param thrown the exception
     * @param full its trace
     * @param left the activation
     * @param awaiting the one that awaits it, or null
     * @param task the element of the task that runs them, or null
     */
    static void complete(
            Throwable thrown,
            StackTraceElement[] full,
            Frame<?> left,
            @Nullable Frame<?> awaiting,
            @Nullable StackTraceElement task) {
        int end = machinery(full);
        if (end >= 0) {
            replace(thrown, complete(full, end, left, awaiting, task));
        }
        LinkedTraces.complete(thrown, left, awaiting, task);
    }

    /** Replaces the traces of the exceptions that were added to one whose own trace is complete. */
    static void completeAdded(
            Throwable thrown, Frame<?> left, @Nullable Frame<?> awaiting, @Nullable StackTraceElement task) {
        if (!isUntouched(thrown)) {
            LinkedTraces.complete(thrown, left, awaiting, task);
        }
    }

    private static List<StackTraceElement> complete(
            StackTraceElement[] full,
            int end,
            Frame<?> left,
            @Nullable Frame<?> awaiting,
            @Nullable StackTraceElement task) {
        List<StackTraceElement> trace = own(full, end);
        if (trace.isEmpty()) {
            trace.add(FrameDescription.place(left.describe(), 0));
        }
        addAwaiters(awaiting, task, trace);
        return trace;
    }

    /** Adds the activations that await, from the innermost on, and the task that runs them. */
    static void addAwaiters(
            @Nullable Frame<?> awaiting, @Nullable StackTraceElement task, List<StackTraceElement> trace) {
        addChain(awaiting, trace);
        if (task != null) {
            trace.add(task);
        }
    }

    /**
     * The object from which a task takes a failure.
     *
     * @param task the element of the task that has failed; null if it comes from something else
     * @param stage the stage that has failed; null if it is not one of the runtime's own
     */
    public record Source(
            @Nullable StackTraceElement task, @Nullable TracedStage stage) {}

    /** Returns the trace of a failure that may go on in another task; null if there is none. */
    public static StackTraceElement @Nullable [] known(Throwable thrown) {
        if (isUntouched(thrown)) {
            return null;
        }
        StackTraceElement[] known = traceOf(thrown);
        return known.length == 0 ? null : known;
    }

    /**
     * Continues the trace of a failure with the activations of a suspended task that awaits it, unless another one was
     * first.
     *
     * @param thrown the failure
     * @param known its trace
     * @param source the object that has failed
     * @param leaf the innermost activation of the task that awaits
     * @param task its element
     */
    public static void pass(
            Throwable thrown, StackTraceElement[] known, Source source, Frame<?> leaf, StackTraceElement task) {
        List<StackTraceElement> trace = passed(known, source);
        if (trace != null) {
            addChain(leaf, trace);
            trace.add(task);
            replace(thrown, trace);
            LinkedTraces.cut(thrown);
        }
    }

    /**
     * Continues the trace of a failure with the activations of the running task, whose code has just taken it, unless
     * another one was first.
     *
     * @param thrown the failure
     * @param known its trace
     * @param source the object that has failed
     * @param leaf the activation with which the step of the task began, or one that has ended since
     * @param task its element
     */
    public static void passHere(
            Throwable thrown, StackTraceElement[] known, Source source, Frame<?> leaf, StackTraceElement task) {
        List<StackTraceElement> trace = passed(known, source);
        if (trace != null) {
            addRunning(leaf, trace);
            trace.add(task);
            replace(thrown, trace);
            LinkedTraces.cut(thrown);
        }
    }

    /** Adds the calls of the running step, and the activations that await the one with which they begin. */
    private static void addRunning(Frame<?> leaf, List<StackTraceElement> trace) {
        Frame<?> running = leaf;
        while (running.state() == Coroutine.State.CLOSED && running.parent != null) {
            running = running.parent;
        }
        StackTraceElement[] stack = new Throwable().getStackTrace();
        List<StackTraceElement> calls = own(stack, machinery(stack));
        if (calls.isEmpty()) {
            calls.add(FrameDescription.place(running.describe(), 0));
        }
        if (!endsWith(trace, calls)) { // else it was thrown by this very code
            trace.addAll(calls);
        }
        addChain(running.parent, trace);
    }

    private static boolean endsWith(List<StackTraceElement> trace, List<StackTraceElement> calls) {
        int from = trace.size() - calls.size();
        for (int i = 0; from >= 0 && i < calls.size(); i++) {
            StackTraceElement one = trace.get(from + i);
            StackTraceElement other = calls.get(i);
            if (!one.getMethodName().equals(other.getMethodName())
                    || !one.getClassName().equals(other.getClassName())) {
                return false;
            }
        }
        return from >= 0;
    }

    /**
     * Returns the trace of an exception; an empty one if its class is one of the program that overrides the method, and
     * throws there or returns what is no trace. Such an exception keeps what it has.
     */
    private static StackTraceElement[] traceOf(Throwable thrown) {
        try {
            StackTraceElement[] known = thrown.getStackTrace();
            if (known != null && isWhole(known)) {
                return known;
            }
        } catch (Throwable refused) {
            Fatal.rethrow(refused);
        }
        return NONE;
    }

    private static boolean isWhole(@Nullable StackTraceElement[] trace) {
        for (StackTraceElement element : trace) {
            if (element == null) {
                return false;
            }
        }
        return true;
    }

    static void replace(Throwable thrown, List<StackTraceElement> trace) {
        try {
            thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
        } catch (Throwable refused) { // as above
            Fatal.rethrow(refused);
        }
    }

    /** Returns the trace of a failure up to the awaiter that has just received it; null if it has gone on elsewhere. */
    private static @Nullable List<StackTraceElement> passed(StackTraceElement[] known, Source source) {
        StackTraceElement last = known[known.length - 1];
        StackTraceElement failed = source.task();
        TracedStage stage = source.stage();
        if (stage != null && !stage.isFirstAwaiter(last)) {
            return null;
        }
        if (hasTask(known)) {
            boolean goesOn = (stage != null || isSameTask(last, failed)) && known.length <= LONGEST;
            return goesOn ? new ArrayList<>(Arrays.asList(known)) : null;
        }
        List<StackTraceElement> trace = own(known, machinery(known));
        if (failed != null) {
            trace.add(failed);
        }
        return trace;
    }

    /**
     * Returns the program's own part of a trace, if it goes on with machinery; null if it is to be left alone, or has no such
     * part.
     */
    static @Nullable List<StackTraceElement> cut(Throwable thrown) {
        if (isUntouched(thrown)) {
            return null;
        }
        StackTraceElement[] full = traceOf(thrown);
        int end = machinery(full);
        List<StackTraceElement> trace = end < 0 ? List.of() : own(full, end);
        return trace.isEmpty() ? null : trace;
    }

    /** Cuts the machinery from the trace of an exception that a callback has thrown, and of those that belong to it. */
    public static void leaveCallback(Throwable thrown) {
        List<StackTraceElement> trace = cut(thrown);
        if (trace != null) {
            replace(thrown, trace);
        }
        LinkedTraces.cut(thrown);
    }

    /** Tells whether an element stands for a given task. */
    public static boolean isSameTask(StackTraceElement element, @Nullable StackTraceElement task) {
        return task != null && isTask(element) && element.getMethodName().equals(task.getMethodName());
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
        StackTraceElement[] full = traceOf(thrown);
        int end = machinery(full);
        if (end >= 0) {
            List<StackTraceElement> trace = own(full, end);
            if (trace.isEmpty()) {
                trace.add(FrameDescription.place(description, 0));
            }
            replace(thrown, trace);
        }
        LinkedTraces.cut(thrown);
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
        StackTraceElement[] known = traceOf(thrown);
        if (known.length > 0 && known.length < LONGEST && isFirst(known[known.length - 1], ended)) {
            List<StackTraceElement> trace = own(known, machinery(known));
            trace.add(FrameDescription.place(description, point));
            replace(thrown, trace);
        }
    }

    private static boolean isFirst(StackTraceElement last, @Nullable Object ended) {
        return ended instanceof TracedStage stage ? stage.isFirstAwaiter(last) : !isTask(last) && !isAdded(last);
    }

    /**
     * Continues the trace of a failure that running code of an activation takes from a stage that has ended, unless
     * another one was first.
     *
     * @param thrown the failure
     * @param ended the stage that has failed
     */
    public static void arriveHere(Throwable thrown, Object ended) {
        StackTraceElement[] known = ended instanceof TracedStage ? known(thrown) : null;
        if (known == null || known.length >= LONGEST || !isFirst(known[known.length - 1], ended)) {
            return;
        }
        List<StackTraceElement> trace = own(known, machinery(known));
        StackTraceElement[] stack = new Throwable().getStackTrace();
        List<StackTraceElement> calls = own(stack, machinery(stack));
        if (!endsWith(trace, calls)) {
            trace.addAll(calls);
            replace(thrown, trace);
        }
    }

    /** Tells whether an element was added here: those of the JVM have the name of a loader or of a module. */
    static boolean isAdded(StackTraceElement element) {
        return element.getClassLoaderName() == null && element.getModuleName() == null;
    }

    /**
     * Returns the trace of the running code: its own calls, and in a task the places of the activations that await it.
     *
     * @param leaf the activation with which the step of the task began, or one that has ended since; null outside of tasks
     * @param task the element of the task, or null
     */
    public static List<StackTraceElement> here(@Nullable Frame<?> leaf, @Nullable StackTraceElement task) {
        if (FULL || leaf == null) {
            StackTraceElement[] stack = new Throwable().getStackTrace();
            return FULL ? Arrays.asList(stack) : own(stack, machinery(stack));
        }
        List<StackTraceElement> trace = new ArrayList<>();
        addRunning(leaf, trace);
        if (task != null) {
            trace.add(task);
        }
        return trace;
    }

    /** Returns the calls of a thread that runs a loop, down to the machinery; all of them if none is the program's own. */
    public static List<StackTraceElement> ownCalls(List<StackTraceElement> stack) {
        StackTraceElement[] full = stack.toArray(StackTraceElement[]::new);
        List<StackTraceElement> own = FULL ? List.of() : own(full, machinery(full));
        return own.isEmpty() ? stack : own;
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
        if (type.contains(MARK) || type.equals(CALLBACK) || (type.startsWith("dev.weft.") && isMachinery(type))) {
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

    private static boolean isMachinery(String type) {
        return type.startsWith("dev.weft.internal.")
                || type.startsWith("dev.weft.abi.")
                || type.equals("dev.weft.Future")
                || type.equals("dev.weft.Task")
                || type.equals("dev.weft.Handle")
                || (type.endsWith("Frame") && (type.startsWith("dev.weft.sync.") || type.startsWith("dev.weft.net.")));
    }

    private static void addChain(@Nullable Frame<?> innermost, List<StackTraceElement> trace) {
        for (Frame<?> frame = innermost; frame != null && trace.size() < LONGEST; frame = frame.parent) {
            addPlace(frame.describe(), frame.point, trace);
        }
    }

    /** Adds the place of an activation, unless it only calls the program's own. */
    static void addPlace(String description, int point, List<StackTraceElement> trace) {
        if (!description.startsWith(LAMBDA)) {
            trace.add(FrameDescription.place(description, point));
        }
    }

    /** Tells whether traces are left as the JVM makes them. */
    public static boolean isOff() {
        return FULL;
    }

    /**
     * Returns the element that stands for a task at the end of its activations.
     *
     * @param name its name
     * @param createdAt the place where it was created; null if that was not noted
     */
    public static StackTraceElement taskElement(String name, @Nullable StackTraceElement createdAt) {
        return new StackTraceElement(TASK, OneLine.of(name), createdAt == null ? "" : "created at " + createdAt, -1);
    }

    /** Tells whether an element stands for a task. */
    public static boolean isTask(StackTraceElement element) {
        return element.getClassName().equals(TASK);
    }
}
