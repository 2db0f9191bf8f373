package dev.weft.internal.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that run on other threads for a steered loop, in the order in which they were begun. Loop thread only.
 *
 * <p>A call that waits for a coroutine which the loop runs, or that has sent nothing for long, is not awaited while there is
 * another one to wait for: it may need what the loop does next. One that runs behind another one on an executor with a single
 * thread is not awaited before that has ended.
 */
final class ThreadCalls {

    private final SteeredLoop loop; // constant after construction
    private final List<ThreadCall> open = new ArrayList<>();
    private int begun;

    ThreadCalls(SteeredLoop loop) {
        this.loop = loop;
    }

    ThreadCall begin(Executor executor, Job outcome, BooleanSupplier ended, Runnable work) {
        Executor serial = SerialExecutors.contains(executor) ? executor : null;
        ThreadCall call = new ThreadCall(++begun, loop, serial, outcome, ended, work);
        open.add(call);
        return call;
    }

    /** Tells whether there has been one. */
    boolean wereAny() {
        return begun > 0;
    }

    private void prune() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (!open.get(i).isOpen()) {
                open.remove(i).release();
            }
        }
    }

    /** Keeps what a call has sent, and returns true; returns false for a call for which nothing waits any more. */
    boolean keep(SentJob job) {
        ThreadCall sender = job.sender;
        if (sender.isOpen()) {
            sender.keep(job.job);
            return true;
        }
        if (sender.isOutcome(job.job)) {
            job.dropped(); // not a step of the loop: it would be one at any time
            return true;
        }
        return false;
    }

    /** Returns those that may end while the loop does something else. */
    List<ThreadCall> running() {
        prune();
        return open.isEmpty()
                ? List.of()
                : open.stream()
                        .filter(call -> !call.awaitsLoop() && !call.isStanding() && !isQueued(call))
                        .toList();
    }

    /** Tells whether its executor runs it only when one that was begun before has ended. */
    private boolean isQueued(ThreadCall call) {
        for (ThreadCall earlier : open) {
            if (earlier == call) {
                return false;
            }
            if (earlier.runsBefore(call)) {
                return true;
            }
        }
        return false;
    }

    /** Returns those for which a loop waits that has nothing else to do. */
    List<ThreadCall> awaited() {
        List<ThreadCall> running = running();
        return !running.isEmpty() || open.isEmpty()
                ? running
                : open.stream()
                        .filter(call -> !call.awaitsLoop() && !isQueued(call))
                        .toList();
    }

    /** Returns the first one that has sent something, or null. */
    @Nullable
    ThreadCall firstThatHasSent() {
        return open.stream().filter(ThreadCall::hasSent).findFirst().orElse(null);
    }

    /** Returns the first one, or null. */
    @Nullable
    ThreadCall first() {
        prune();
        return open.isEmpty() ? null : open.get(0);
    }

    /** Drops what they have sent. */
    void drop() {
        open.forEach(ThreadCall::drop);
        open.clear();
    }
}
