package dev.weft.internal.loop;

import dev.weft.internal.io.Channels;
import dev.weft.internal.io.Poller;
import dev.weft.internal.time.Timer;
import dev.weft.internal.time.TimerQueue;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queues and timers of one event loop, and one turn of it.
 *
 * <ol>
 *   <li>If nothing is ready, park until the next deadline, until a channel is ready, or until another thread enqueues
 *       something; otherwise look which channels are ready. Their callbacks run behind what is ready. If many timers
 *       have expired since the last park, so that they lie close together, park long enough for many more.
 *   <li>Move what other threads have enqueued behind what is ready.
 *   <li>Move the due timers behind that, in the order of their deadlines.
 *   <li>Run exactly what is ready now. What that enqueues runs in the next turn.
 * </ol>
 */
public class LoopCore extends RunningActivity implements AutoCloseable {

    private static final long FOR_EVER = -1; // a negative timeout, to the poller
    private static final int MANY = 16; // timers: so many due at a time, and one more wait each costs more than they do
    private static final long SLACK_NANOS = 200_000; // then: of a park for 1 us, Linux makes 60 us all the same

    private final LoopListener listener; // constant after construction
    private final LongSupplier clock; // constant after construction
    private final Poller poller; // constant after construction
    final ReadyQueue ready = new ReadyQueue(); // loop thread
    final TimerQueue timers; // loop thread
    final MpscQueue incoming = new MpscQueue(); // any thread
    private final Wakeup wakeup = new Wakeup(); // any thread
    private boolean watchesChannels; // loop thread: a channel has been watched
    private long turns; // loop thread; others read a value that may be old
    private long steps; // loop thread; others read a value that may be old: jobs taken from the ready queue
    private int mostReady; // loop thread; others read a value that may be old: jobs in one turn
    private int expired; // loop thread: timers that were due since the last park
    private volatile @Nullable Thread thread; // any thread: the one that runs the loop, null while none does
    private volatile boolean closed; // any thread
    private String advice =
            "only callSoonThreadsafe(() -> ...) may be called from another thread"; // any thread: see advise
    private @Nullable JobWatch watch; // loop thread: the outermost
    private static volatile @Nullable LoopEntry entry; // any thread

    /**
     * Creates a loop that has nothing to do yet.
     *
     * @param listener the event loop of the public API
     * @param clock the clock of its deadlines
     * @param poller the place where it waits
     */
    public LoopCore(LoopListener listener, LongSupplier clock, Poller poller) {
        this.listener = listener;
        this.clock = clock;
        this.poller = poller;
        timers = new TimerQueue(clock.getAsLong());
    }

    /** Creates a loop, with a steering if it waits in a {@link SteeredPoller}. */
    public static LoopCore on(LoopListener listener, LongSupplier clock, Poller poller) {
        // A loop in real time does not even load the class, nor does the verifier of this method.
        return poller.jumpsInTime() && poller instanceof SteeredPoller steered
                ? steered.newLoop(listener, clock)
                : new LoopCore(listener, clock, poller);
    }

    /** Returns the loop that runs on this thread, or null. */
    public static @Nullable LoopCore current() {
        return RunningLoops.current();
    }

    /** Makes this the loop that runs on this thread. */
    public final void enter() {
        assert current() == null : "this thread runs another loop already: end that one first";
        RunningLoops.enter(this);
        thread = Thread.currentThread();
        LoopEntry looking = entry;
        if (looking != null) {
            looking.entered(this);
        }
    }

    /** Sets the part of the runtime that looks at each loop which is entered from now on; null for none. Any thread. */
    public static void lookAtEach(@Nullable LoopEntry looking) {
        entry = looking;
    }

    /** Ends what {@link #enter} began. */
    public final void leave() {
        thread = null;
        RunningLoops.leave(this);
    }

    /** The thread that runs the loop; null while none does. */
    public final @Nullable Thread thread() {
        return thread;
    }

    /** Tells whether the calling thread runs the loop. */
    public final boolean isOwnThread() {
        return thread == Thread.currentThread();
    }

    /** Tells whether the loop waits for something to do; any thread. */
    public boolean isAsleep() {
        return wakeup.isAsleep();
    }

    /** Tells whether {@link #close} was called. */
    public final boolean isClosed() {
        return closed;
    }

    /** Returns the event loop of the public API. */
    public final LoopListener listener() {
        return listener;
    }

    /** Reports a failure that no code can await; loop thread only. */
    public final void report(String message, @Nullable Throwable failure) {
        listener.report(message, failure);
    }

    /** Returns the context variables of an activity: see {@link Activity#context}. */
    public static @Nullable Object contextOf(Activity activity) {
        return activity.context;
    }

    /** Replaces the context variables of an activity. */
    public static void setContext(Activity activity, @Nullable Object context) {
        activity.context = context;
    }

    /** Notes that an activity, which is running, has set a bridged variable: see {@link Activity#hasBridges}. */
    public static void noteBridges(Activity activity) {
        activity.hasBridges();
    }

    /** Returns the current time, in nanoseconds since an arbitrary point. */
    public final long time() {
        return clock.getAsLong();
    }

    /** Calls {@link Poller#jumpsInTime}. */
    public final boolean jumpsInTime() {
        return poller.jumpsInTime();
    }

    /** Calls {@link Poller#isHeld}. */
    public boolean isHeld() {
        return poller.isHeld();
    }

    /** Tells whether no other thread has enqueued anything that the loop has not taken in; loop thread only. */
    public boolean hasNoNews() {
        return incoming.isEmpty();
    }

    /**
     * Notes that another thread does some work for this loop, before it begins; loop thread only.
     *
     * @param executor what runs the work
     * @param outcome the job that the thread enqueues last
     * @param ended tells the loop whether the outcome is no longer awaited
     * @param work the work
     * @return what that thread is to run
     */
    public Runnable onThread(Executor executor, Job outcome, BooleanSupplier ended, Runnable work) {
        return work;
    }

    /** Returns the work that this thread does for this loop, if its order is chosen; else null. Any thread. */
    public @Nullable ThreadCall callOnThread() {
        return null;
    }

    /** Calls {@link Poller#hold}. */
    public final boolean hold() {
        return poller.hold();
    }

    /** Calls {@link Poller#release}. */
    public final void release() {
        poller.release();
    }

    /** Whether the thread that runs the loop was interrupted since this was last asked; loop thread only. */
    public final boolean takeInterrupt() {
        return poller.takeInterrupt();
    }

    /** Returns the number of turns so far; from another thread, a value that may be old. */
    public long turns() {
        return turns;
    }

    /** Returns the number of jobs that the turns have run, or are about to; from another thread, a value that may be old. */
    public long steps() {
        return steps;
    }

    /** Returns the largest number of jobs in one turn; from another thread, a value that may be old. */
    public int mostReady() {
        return mostReady;
    }

    /** Returns the number of timers; from another thread, a value that may be old. */
    public int timers() {
        return timers.size();
    }

    /** Adds a watch, which runs each job from the next turn on; loop thread only. */
    public final void watch(JobWatch added) {
        added.inner = watch;
        watch = added;
    }

    /** Removes a watch; a no-op if this loop has not got it. Loop thread only. */
    public final void unwatch(JobWatch removed) {
        if (watch == removed) {
            watch = removed.inner;
            return;
        }
        for (JobWatch outer = watch; outer != null; outer = outer.inner) {
            if (outer.inner == removed) {
                outer.inner = removed.inner;
            }
        }
    }

    /** Returns a watch of a type that this loop has, or null; loop thread only. */
    public final <W extends JobWatch> @Nullable W watch(Class<W> type) {
        for (JobWatch each = watch; each != null; each = each.inner) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    /** Runs a job here and now, inside of the one that is running. */
    public final void runInside(Job job) {
        JobWatch watching = watch;
        if (watching == null) {
            job.run();
        } else {
            watching.runInside(job);
        }
    }

    /** Enqueues a job for the next turn; loop thread only. */
    public final void add(Job job) {
        ready.add(job);
    }

    /** Enqueues a job from any thread, and wakes the loop if it sleeps. */
    public void addFromAnyThread(Job job) {
        incoming.offer(job);
        if (closed) {
            dropIncoming(); // it may have come behind the last look of close()
        } else if (wakeup.claim()) {
            poller.wakeup();
        }
    }

    /** Queues a job, from any thread; one that comes after the loop was closed is {@link Job#dropped}. */
    public final void enqueue(Job job) {
        if (isOwnThread()) {
            add(job);
        } else {
            addFromAnyThread(job);
        }
    }

    /** Throws if another thread runs the loop. */
    public final void checkThread(String call) {
        Thread owner = thread;
        if (owner != null && owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    call + " was called on " + Thread.currentThread().getName()
                            + ", but the event loop runs on " + owner.getName()
                            + ": " + advice);
        }
    }

    /** Says what code on other threads can do that needs this loop, for messages; before it is known to other threads. */
    public void advise(String forOtherThreads) {
        advice = forOtherThreads;
    }

    /** Adds an activity to the timers, until its deadline; loop thread only. */
    public final void schedule(Timer timer) {
        timers.schedule(timer);
    }

    /** Removes an activity from the timers, if its deadline has not yet come; loop thread only. */
    public final void unschedule(Timer timer) {
        timers.cancel(timer);
    }

    /** Returns the channels that this loop watches; the first call opens a selector. Loop thread only. */
    public final Channels openChannels() throws IOException {
        Channels channels = poller.openChannels();
        watchesChannels = true;
        return channels;
    }

    /** Returns the channels that this loop watches, or null if it never watched one. Loop thread only. */
    public final @Nullable Channels channels() {
        return watchesChannels ? poller.channels() : null;
    }

    /** Tells whether nothing is queued, no timer waits and no channel is watched. */
    public boolean isEmpty() {
        return ready.isEmpty() && incoming.isEmpty() && timers.isEmpty() && !anyChannel();
    }

    /** Tells whether something is ready to run; loop thread only. */
    public final boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Tells whether a timer waits; loop thread only. */
    public final boolean hasTimer() {
        return !timers.isEmpty();
    }

    private boolean anyChannel() {
        Channels channels = channels();
        return channels != null && channels.anyWanted();
    }

    /**
     * Runs one turn.
     *
     * @param mayWait true to park when nothing is ready
     */
    public final void turn(boolean mayWait) {
        if (mayWait && ready.isEmpty()) {
            listener.beforeWait();
        }
        if (mayWait && ready.isEmpty()) {
            park();
        } else if (watchesChannels) {
            poller.pollChannels();
        }
        takeIn();
        expireTimers();
        ready.trim();
        try {
            runReady(watch);
        } finally {
            running = null;
        }
    }

    /** Moves what other threads have enqueued behind what is ready. */
    void takeIn() {
        incoming.drainTo(ready);
    }

    /** Moves a job that another thread has enqueued behind what is ready. */
    void takeIn(Job job) {
        ready.add(job);
    }

    /** Runs what is ready now. */
    void runReady(@Nullable JobWatch watching) {
        int due = ready.size();
        turns++;
        steps += due;
        if (due > mostReady) {
            mostReady = due;
        }
        for (int left = due; left > 0; left--) {
            Job job = ready.poll();
            if (job == null) {
                throw new AssertionError("the ready queue lost a job");
            }
            if (watching == null) {
                job.run();
            } else {
                watching.run(job);
            }
        }
    }

    /** Waits for something to do. */
    void park() {
        ready.trim();
        wakeup.fallAsleep();
        Job lastLook = incoming.poll();
        if (lastLook == null) {
            long timeoutNanos = timeoutNanos();
            if (timeoutNanos == FOR_EVER && !anyChannel()) {
                idle();
            } else {
                poll(timeoutNanos);
            }
        } else if (watchesChannels) { // else threads that never cease to call would starve the channels
            poller.pollChannels();
        }
        wakeup.stayAwake();
        if (lastLook != null) {
            takeIn(lastLook);
        }
    }

    /** Parks until another thread enqueues something, or for a time, which is real even if the clock jumps. */
    final void parkForThreads(SteeredPoller place, long nanos) {
        wakeup.fallAsleep();
        if (incoming.isEmpty()) {
            place.parkFor(nanos);
        }
        wakeup.stayAwake();
    }

    private void idle() {
        long longest = listener.beforeIdle();
        if (longest != 0 && ready.isEmpty()) {
            expired = 0;
            poller.idle(longest);
            listener.afterIdle();
        }
    }

    private void poll(long timeoutNanos) {
        long slack = expired < MANY ? 0 : SLACK_NANOS;
        if (timeoutNanos != 0) {
            expired = 0;
        }
        poller.poll(timeoutNanos, slack);
    }

    private long timeoutNanos() {
        return timers.isEmpty() ? FOR_EVER : Math.max(0, timers.nextDeadline() - clock.getAsLong());
    }

    final void expireTimers() {
        if (timers.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        for (Timer due = timers.pollExpired(now); due != null; due = timers.pollExpired(now)) {
            ((Activity) due).expire(this);
            expired++;
        }
    }

    /** Drops what is queued and closes the poller; loop thread only. */
    @Override
    public final void close() {
        closed = true;
        while (!timers.isEmpty()) {
            Timer dropped = timers.pollExpired(timers.nextDeadline());
            if (dropped != null) {
                ((Job) dropped).dropped();
            }
        }
        for (Job job = ready.poll(); job != null; job = ready.poll()) {
            job.dropped();
        }
        dropKept();
        dropIncoming();
        poller.close();
    }

    /** Drops what has come from other threads and is neither ready nor queued. */
    void dropKept() {}

    /** Drops what other threads have queued. Any thread once the loop is closed, but one at a time. */
    private void dropIncoming() {
        for (Job job = pollIncoming(); job != null; job = pollIncoming()) {
            job.dropped(); // outside the lock: it may run code of the program
        }
    }

    private @Nullable Job pollIncoming() {
        synchronized (incoming) {
            return incoming.poll();
        }
    }
}
