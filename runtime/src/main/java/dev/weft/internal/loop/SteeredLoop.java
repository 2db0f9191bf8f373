package dev.weft.internal.loop;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop that asks a {@link Steering} for the job to run next. A turn runs as many jobs as were ready at its start.
 *
 * <p>What comes from the thread of a {@link ThreadCall} is taken in at two points, and in an order that does not depend on the
 * moment at which it comes:
 *
 * <ol>
 *   <li>while jobs are ready, if the steering asks for it: {@link #receive};
 *   <li>when nothing is ready, before time passes: from the call that the steering chooses, for which the loop waits.
 * </ol>
 *
 * <p>A call that does not go on may wait for the loop, or for another call. It is given up for a while, and others go first. What
 * comes from other threads, of which the loop knows nothing, is taken in at each turn.
 */
public final class SteeredLoop extends LoopCore {

    private static final long LOOK_NANOS = 20_000_000; // at the thread of a call for which the loop waits
    private static final int PATIENCE = 100; // looks at a thread that runs: 2 s
    private static final int BLOCKED = 10; // looks, that one at a thread that waits counts for: so 200 ms

    private final SteeredPoller poller; // constant after construction
    private final Steering steering; // constant after construction
    private final ThreadCalls calls = new ThreadCalls(this); // loop thread

    SteeredLoop(LoopListener listener, LongSupplier clock, SteeredPoller poller) {
        super(listener, clock, poller);
        this.poller = poller;
        steering = poller.steering;
        steering.steers(this);
    }

    @Override
    void runReady(@Nullable JobWatch watching) {
        for (int left = ready.size(); left > 0; left--) {
            Job job = ready.remove(steering.next(this));
            if (watching == null) {
                job.run();
            } else {
                watching.run(job);
            }
            steering.ran(job);
        }
    }

    /** Returns the number of jobs that are ready. */
    public int readyCount() {
        return ready.size();
    }

    /** Returns a job that is ready; the oldest is at 0. */
    public Job ready(int index) {
        return ready.get(index);
    }

    /** Returns the earliest deadline; only if {@link #hasTimer}. */
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /** Moves the clock to the earliest deadline, and the due timers behind what is ready. */
    public void passTime() {
        long nanos = nextDeadline() - time();
        if (nanos > 0) {
            poller.pass(nanos);
        }
        expireTimers();
    }

    @Override
    public Runnable onThread(Executor executor, Job outcome, BooleanSupplier ended, Runnable work) {
        return calls.begin(executor, outcome, ended, work);
    }

    @Override
    public @Nullable ThreadCall callOnThread() {
        return ThreadCall.runningFor(this);
    }

    @Override
    public void addFromAnyThread(Job job) {
        ThreadCall sender = callOnThread();
        super.addFromAnyThread(sender == null ? job : new SentJob(sender, job));
    }

    @Override
    void takeIn() {
        for (Job job = incoming.poll(); job != null; job = incoming.poll()) {
            takeIn(job);
        }
    }

    @Override
    void takeIn(Job job) {
        if (!(job instanceof SentJob sent)) {
            ready.add(job);
        } else if (!calls.keep(sent)) {
            ready.add(sent.job);
        }
    }

    @Override
    public boolean isEmpty() {
        return super.isEmpty() && calls.firstThatHasSent() == null;
    }

    @Override
    public boolean hasNoNews() {
        return super.hasNoNews() && calls.firstThatHasSent() == null;
    }

    @Override
    void dropKept() {
        calls.drop();
    }

    /** Tells whether other threads have been at work for this loop. */
    public boolean hasHadCalls() {
        return calls.wereAny();
    }

    /** Returns the number of calls from which something may come while jobs are ready. */
    public int callCount() {
        return calls.running().size();
    }

    /**
     * Waits for a call that is {@link #callCount counted}, and moves what it has sent first behind what is ready.
     *
     * @return a description of what has come; null if nothing has, because the call does not go on by itself
     */
    public @Nullable String receive(int index) {
        ThreadCall call = calls.running().get(index);
        return await(call) ? received(call) : null;
    }

    private String received(ThreadCall call) {
        ready.add(call.take());
        return call + (call.isOpen() ? " calls the loop" : " ends");
    }

    @Override
    void park() {
        takeIn();
        if (ready.isEmpty() && !receiveNext()) {
            super.park();
        }
    }

    /** Waits for a call, as nothing is ready; false if there is none that could go on. */
    private boolean receiveNext() {
        List<ThreadCall> awaited = calls.awaited();
        if (awaited.isEmpty()) {
            return !hasTimer() && receiveInVain();
        }
        int next = steering.nextCall(this, awaited);
        if (next < 0) {
            return true;
        }
        ThreadCall call = awaited.get(next);
        ThreadCall other = await(call) ? call : calls.firstThatHasSent();
        if (other != null && ready.isEmpty()) {
            String unused = received(other);
        }
        return true;
    }

    /** Each call waits for a coroutine, it seems, and none of those goes on: perhaps a call does not wait. */
    private boolean receiveInVain() {
        ThreadCall first = calls.first();
        if (first == null) {
            return false;
        }
        ThreadCall other = await(first) ? first : calls.firstThatHasSent();
        if (other != null && ready.isEmpty()) {
            String unused = received(other);
        }
        return !ready.isEmpty();
    }

    /** Waits until a call has sent something; false if that takes long and there is something else to do. */
    private boolean await(ThreadCall call) {
        int readyBefore = ready.size();
        int patience = PATIENCE;
        while (!call.hasSent() && patience > 0) {
            if (incoming.isEmpty()) {
                parkForThreads(poller, LOOK_NANOS);
                patience -= !incoming.isEmpty() || mustWait(call) ? 0 : call.isBlocked() ? BLOCKED : 1;
            }
            takeIn();
            if (ready.size() > readyBefore) {
                return call.hasSent();
            }
        }
        if (!call.hasSent()) {
            call.stands();
        }
        return call.hasSent();
    }

    /** Tells whether there is nothing to do but to wait for a call. */
    private boolean mustWait(ThreadCall call) {
        return ready.isEmpty() && !call.awaitsLoop() && calls.firstThatHasSent() == null;
    }
}
