package dev.weft.internal.loop;

/**
 * A protocol between a loop that may be asleep and the threads that enqueue work for it: a sleeping loop is woken by
 * exactly one of them, a running loop by none.
 *
 * <ol>
 *   <li>A producer publishes its job, then calls {@link #claim()}; if that returns true, it wakes the poller.
 *   <li>The loop, when it has nothing to do, calls {@link #fallAsleep()}, looks at the queue once more, and parks only
 *       if that is still empty. Afterwards, parked or not, it calls {@link #stayAwake()}.
 * </ol>
 *
 * <p>No job is lost, because publishing, the state, and the loop's last look at the queue are volatile accesses and so
 * have one order that all threads agree on: either the producer's look at the state comes after {@code fallAsleep}, and
 * it wakes the loop, or the job came before the loop's last look, and the loop does not park. The queue for its part
 * must be read and published by volatile accesses; {@link MpscQueue} says where it does so.
 *
 * <p>A producer may win {@link #claim()} at the moment at which the loop wakes by itself, at a deadline. Its wake-up
 * then makes the next park return early. That is harmless: a loop looks for work whenever a park returns.
 */
final class Wakeup extends PaddedLong {

    /*
     * AWAKE    -> SLEEPING  fallAsleep(): the loop found nothing; it looks at the queue once more before it parks
     * SLEEPING -> NOTIFIED  claim(): one producer wins this CAS; only the winner wakes the poller
     * SLEEPING -> AWAKE     stayAwake(): the last look found something, or the park ended by itself
     * NOTIFIED -> AWAKE     stayAwake(): the park ended because of the winner, or will the next time
     */
    private static final long AWAKE = 0;
    private static final long SLEEPING = 1;
    private static final long NOTIFIED = 2;

    Wakeup() {
        super(AWAKE);
    }

    /** Announces that the loop is about to park. The caller must look at its queue once more before it does. */
    void fallAsleep() {
        assert get() == AWAKE : "the loop fell asleep twice: call stayAwake() after each park";
        set(SLEEPING);
    }

    /** Tells whether the loop has announced that it parks, and was not woken; any thread. */
    boolean isAsleep() {
        return get() == SLEEPING;
    }

    /** Announces that the loop is running, and need not be woken. */
    void stayAwake() {
        set(AWAKE);
    }

    /**
     * Claims, after a job was enqueued, the task of waking the loop: true for the first claim in each sleep, false for
     * all others and while the loop runs. It costs the producers of a running loop one volatile read.
     */
    boolean claim() {
        return get() == SLEEPING && compareAndSet(SLEEPING, NOTIFIED);
    }
}
