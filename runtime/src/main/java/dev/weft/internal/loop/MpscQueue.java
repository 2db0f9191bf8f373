package dev.weft.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue through which other threads pass jobs to a loop: unbounded, with many producers and one consumer, FIFO in the
 * order in which the producers claimed their places.
 *
 * <ol>
 *   <li>A producer claims a place with one fetch-and-add on the last chunk, then stores its job there.
 *   <li>A producer that claims a place past the chunk's end links a new chunk that begins with its job, or uses the one
 *       that another producer has linked first, and claims again.
 *   <li>The loop takes the jobs that are stored, in the order of the places, up to the first place that is still empty.
 * </ol>
 *
 * <p>The idea is that of the FAA array queue (Correia and Ramalhete, 2016) and of JCTools' MpscUnboundedXaddArrayQueue,
 * with a counter for each chunk: a chunk is used once, so no index needs to be compared with a chunk's number, and no
 * producer that was stopped for long can take an old chunk for a new one.
 *
 * <p>Progress: {@link #offer} is lock-free, and wait-free except at a chunk's end. {@link #drainTo} is wait-free: it
 * never waits for a producer, and takes no more than what was claimed, or fits the last chunk, when it began.
 * {@link #poll} waits for a producer that has claimed the next place and not yet stored its job, which is a matter of
 * two instructions, unless the operating system preempts the producer between them.
 *
 * <p>With {@link Wakeup}: a claim and the link of a chunk are volatile writes that precede the producer's look at the
 * loop's state, and a {@code poll} that finds nothing ends with a volatile read of the one or the other.
 */
final class MpscQueue {

    private static final int YIELDS_AFTER = 100; // reads of a place that is about to be filled
    private static final int GIVES_WAY_FOR = 64; // empty reads after the last job
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(MpscQueue.class, "tail", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Chunk tail; // any thread: the last chunk, or for a moment the last but one
    private Chunk head; // loop thread: the chunk that holds the oldest job
    private final PaddedLong taken = new PaddedLong(0); // loop thread: places of head that have been taken
    private final PaddedLong looksInVain = new PaddedLong(GIVES_WAY_FOR); // loop thread

    MpscQueue() {
        this(Chunk.USUAL_PLACES);
    }

    /** Creates a queue that reaches the end of a chunk more often, for tests. */
    MpscQueue(int placesInChunk) {
        head = new Chunk(placesInChunk);
        tail = head;
    }

    /** Enqueues a job behind all others; any thread. */
    void offer(Job job) {
        if (job == null) {
            throw new NullPointerException("job: a null cannot be queued, it would read as the end of the queue");
        }
        Chunk chunk = tail;
        long place = chunk.getAndIncrement();
        if (chunk.has(place)) {
            chunk.store((int) place, job);
        } else {
            offerBehind(chunk, job);
        }
    }

    private void offerBehind(Chunk full, Job job) {
        Chunk chunk = full;
        long place;
        do {
            Chunk next = chunk.next;
            if (next == null) {
                Chunk fresh = new Chunk(chunk.places.length, job);
                next = chunk.link(fresh);
                if (next == fresh) {
                    TAIL.compareAndSet(this, chunk, fresh);
                    return;
                }
            }
            TAIL.compareAndSet(this, chunk, next);
            chunk = tail;
            place = chunk.getAndIncrement();
        } while (!chunk.has(place));
        chunk.store((int) place, job);
    }

    /**
     * Moves the stored jobs behind those that are ready; loop thread only. It may leave jobs behind a place that is
     * claimed and still empty, and then {@link #isEmpty} is false.
     */
    void drainTo(ReadyQueue ready) {
        int sizeBefore = ready.size();
        if (head.has(taken.own()) || advance()) {
            Chunk last = tail; // later chunks have to wait: no producer must be able to keep the loop in here
            boolean more = true;
            while (more) {
                more = drainHead(ready) && head != last && advance();
            }
        }
        if (ready.size() == sizeBefore) {
            giveWay();
        } else {
            looksInVain.own(0);
        }
    }

    /* Tells whether all places of the chunk have been taken. */
    private boolean drainHead(ReadyQueue ready) {
        Chunk chunk = head;
        int place = (int) taken.own();
        while (chunk.has(place)) {
            Job job = chunk.take(place);
            if (job == null) {
                break;
            }
            ready.add(job);
            place++;
        }
        taken.own(place);
        return !chunk.has(place);
    }

    /* A loop that polls again immediately takes the cache line away from the producer that is about to fill it, for
    each single job. Polling a little later, while jobs are coming, lets the producer fill several. */
    private void giveWay() {
        long looks = looksInVain.own();
        if (looks < GIVES_WAY_FOR) {
            looksInVain.own(looks + 1);
            Thread.onSpinWait();
        }
    }

    /** Takes the oldest job, and waits for it if it is just being stored; null if there is none. Loop thread only. */
    @Nullable
    Job poll() {
        if (!head.has(taken.own()) && !advance()) {
            return null;
        }
        int place = (int) taken.own();
        Job job = head.take(place);
        for (int looks = 0; job == null; looks++) {
            if (place >= head.get()) {
                return null;
            }
            await(looks);
            job = head.take(place);
        }
        taken.own(place + 1);
        return job;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the one producer that is waited for may need this very processor
    private static void await(int looks) {
        if (looks < YIELDS_AFTER) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** Tells whether all claimed places have been taken; loop thread only. */
    boolean isEmpty() {
        return head.has(taken.own()) ? taken.own() >= head.get() : head.next == null;
    }

    /* Advances to the next chunk, and tells whether there is one. */
    private boolean advance() {
        Chunk done = head;
        Chunk next = done.next;
        if (next == null) {
            return false;
        }
        TAIL.compareAndSet(this, done, next); // before the cut-off: a producer that still claims here finds the tail
        done.cutOff();
        head = next;
        taken.own(0);
        return true;
    }

    /** A run of places in the queue, each used once, and the count of those that producers have claimed. */
    private static final class Chunk extends PaddedLong {

        static final int USUAL_PLACES = 1024; // 4 KB, allocated once for so many jobs

        private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Job[].class);
        private static final VarHandle NEXT;

        static {
            try {
                NEXT = MethodHandles.lookup().findVarHandle(Chunk.class, "next", Chunk.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final @Nullable Job[] places; // any thread: each place is written once and nulled once
        volatile @Nullable Chunk next; // any thread: null, the next chunk, or this one when it is cut off

        Chunk(int size) {
            super(0);
            places = new @Nullable Job[size];
        }

        Chunk(int size, Job first) {
            super(1);
            places = new @Nullable Job[size];
            places[0] = first;
        }

        boolean has(long place) {
            return place < places.length;
        }

        void store(int place, Job job) {
            PLACE.setRelease(places, place, job); // release: the loop sees the job's fields; the claim was the fence
        }

        @Nullable
        Job take(int place) {
            Job job = (Job) PLACE.getAcquire(places, place); // acquire: pairs with the release in store
            if (job != null) {
                places[place] = null; // plain: no other thread reads a place again
            }
            return job;
        }

        /** Links a chunk behind this one unless there is one already, and returns the one that is there then. */
        Chunk link(Chunk fresh) {
            Chunk there = (Chunk) NEXT.compareAndExchange(this, (Chunk) null, fresh);
            return there == null ? fresh : there;
        }

        /** Drops the link to the next chunk, so that a dead chunk in the old generation keeps no younger ones alive. */
        void cutOff() {
            next = this;
        }
    }
}
