package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.coroutine.SuspendedStages;
import dev.weft.internal.io.ChannelWatch;
import dev.weft.internal.io.Channels;
import dev.weft.internal.loop.LoopCore;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The access of the runtime's other rooms to the protected members of {@link TaskLoop}. */
public final class EventLoops {

    private EventLoops() {}

    /** Returns the loop that runs on this thread, or null. */
    public static @Nullable EventLoop runningOrNull() {
        LoopCore current = LoopCore.current();
        return current == null ? null : (EventLoop) current.listener();
    }

    /** The task that runs on this thread; null where none does. */
    public static @Nullable Task<?> currentTask() {
        LoopCore current = LoopCore.current();
        return current != null && current.running instanceof Task<?> task ? task : null;
    }

    /** Returns a source for a request to cancel: in debug mode, as the message of the error. */
    public static String cancelledBy(TaskLoop loop, String source) {
        return cancelledBy(loop, source, null);
    }

    /** Returns a source for a request to cancel: in debug mode, as the message of the error, with the time that it has waited. */
    public static String cancelledBy(TaskLoop loop, String source, @Nullable Duration time) {
        if (!loop.execution.watchesCancels) {
            return source;
        }
        String words = CancelSource.words(source);
        return time == null ? words : words + " of " + time;
    }

    /**
     * Tells whether the errors of cancellations are to name who requested them: in debug mode. Any thread: code that
     * switches that mode and then gives away a future of the loop is seen to have done so.
     */
    public static boolean explainsCancels(TaskLoop loop) {
        return loop.execution.watchesCancels;
    }

    /** Cancels a future, in debug mode by the given request; outside of it that is null. */
    public static void cancel(Future<?> future, @Nullable String message, @Nullable CancelRequested why) {
        if (why == null) {
            future.cancel(message);
        } else {
            ((TaskLoop) future.loop()).cancelWalk.cancel(future, message, why);
        }
    }

    /** Returns the request to cancel that a loop is carrying out, in debug mode; null for none. */
    public static @Nullable CancelRequested request(TaskLoop loop) {
        return loop.cancelWalk.request();
    }

    /** Cancels a future as soon as its loop runs, on behalf of this thread, if the loop is open. */
    static void cancelFromAnyThread(Future<?> future, String source, String how) {
        CancelRequested why = explainsCancels(future.loop()) ? CancelRequested.through(how) : null;
        callIfOpen(future.loop(), () -> cancel(future, source, why));
    }

    /** Tells whether this thread runs the loop. */
    public static boolean runsHere(TaskLoop loop) {
        return loop.core.isOwnThread();
    }

    /** Throws if another thread runs the loop. */
    public static void checkThread(TaskLoop loop, String call) {
        loop.core.checkThread(call);
    }

    /** Returns what another room keeps for a loop, or null. */
    public static @Nullable LoopAttachment attachment(TaskLoop loop) {
        return loop.attachment;
    }

    /** Attaches what another room keeps for a loop, to be closed with it. */
    public static void attach(TaskLoop loop, LoopAttachment attachment) {
        loop.attachment = attachment;
    }

    /** Tells whether a callback waits for one of some operations of a channel. */
    public static boolean isWatched(TaskLoop loop, SelectableChannel channel, int operations) {
        Channels channels = ((LoopAccess) loop).core.channels();
        ChannelWatch watch = channels == null ? null : channels.find(channel);
        return watch != null && (watch.wanted() & operations) != 0;
    }

    /** Cancels futures in order, and through gathers among them their children: see {@link CancelWalk}. */
    public static void cancelAll(TaskLoop loop, List<? extends Future<?>> futures, @Nullable String message) {
        loop.cancelWalk.cancel(futures, message);
    }

    /** Tells whether the clock of a loop jumps, so that time passes at once while others are at work. */
    public static boolean jumpsInTime(TaskLoop loop) {
        return ((LoopAccess) loop).core.jumpsInTime();
    }

    /**
     * Returns what a thread is to run that does some work for the loop: where the order of things is chosen, it makes the moment
     * at which the outcome comes a part of that order.
     *
     * @param executor what runs the work
     * @param outcome the future that the thread completes last
     * @param work the work, which has not begun
     */
    public static Runnable onThread(TaskLoop loop, Executor executor, Future<?> outcome, Runnable work) {
        return jumpsInTime(loop) ? ((LoopAccess) loop).core.onThread(executor, outcome, outcome::isDone, work) : work;
    }

    /** Notes that another thread is at work for the loop, whose clock must not jump; true if it would: see {@link #releaseTime}. */
    public static boolean holdTime(TaskLoop loop) {
        return ((LoopAccess) loop).core.hold();
    }

    /** Notes that the loop has the outcome of that work. */
    public static void releaseTime(TaskLoop loop) {
        ((LoopAccess) loop).core.release();
    }

    /** Adds an operation to the callbacks of futures, which do not keep it: see {@link WeakLink}. */
    public static <T extends @Nullable Object> WeakLink<T> linkWeakly(
            TaskLoop loop, WeakLink.End<T> operation, Collection<Future<T>> futures) {
        return loop.weakLinks.add(operation, futures);
    }

    /** Reports a failure to the loop's exception handler, from any thread; to the log if the loop is closed. */
    public static void report(TaskLoop loop, String message, Throwable thrown) {
        LoopAccess access = loop;
        access.core.enqueue(new LateReport(access, message, thrown));
    }

    /** Runs an action on the loop: see {@link TaskLoop#callIfOpen}. */
    public static void callIfOpen(TaskLoop loop, Runnable action) {
        loop.callIfOpen(action);
    }

    /** Returns the activations of a loop that return stages and are suspended. */
    public static SuspendedStages suspendedStages(LoopCore core) {
        return ((TaskLoop) core.listener()).suspendedStages;
    }

    /** Returns the limit of a loop's chains of activations. */
    public static int maxDepth(LoopCore core) {
        return ((TaskLoop) core.listener()).execution.maxDepth();
    }
}
