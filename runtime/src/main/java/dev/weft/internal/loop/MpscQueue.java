package dev.weft.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The queue through which other threads give jobs to a loop: unbounded, many producers, one consumer, first in first
 * out.
 */
final class MpscQueue {

    private static final VarHandle TAIL;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Job[].class);

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(MpscQueue.class, "tail", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Chunk tail; // any thread
    private Chunk head; // loop thread
    private int taken; // loop thread

    MpscQueue() {
        head = new Chunk();
        tail = head;
    }

    /** Queues a job. Any thread may call this. */
    void offer(Job job) {
        if (job == null) {
            throw new NullPointerException("job: a null cannot be queued, it would read as the end of the queue");
        }
        Chunk chunk = tail;
        int slot = chunk.claim();
        while (slot >= Chunk.SLOTS) {
            Chunk next = chunk.next;
            if (next == null) {
                Chunk fresh = new Chunk(job);
                if (chunk.link(fresh)) {
                    TAIL.compareAndSet(this, chunk, fresh);
                    return;
                }
                next = chunk.next;
            }
            TAIL.compareAndSet(this, chunk, next);
            chunk = tail;
            slot = chunk.claim();
        }
        SLOT.setRelease(chunk.slots, slot, job); // release: the reader needs the job's fields, nobody the order
    }

    /** Takes the oldest job; null if there is none. Only the loop's thread may call this. */
    @Nullable
    Job poll() {
        if (taken == Chunk.SLOTS && !advance()) {
            return null;
        }
        Chunk chunk = head;
        Job job = (Job) SLOT.getAcquire(chunk.slots, taken); // acquire: pairs with offer's release
        if (job == null) {
            if (taken >= chunk.claimed) {
                return null;
            }
            job = awaitSlot(chunk.slots, taken);
        }
        chunk.slots[taken++] = null;
        return job;
    }

    /** Whether no offer has begun that poll has not yet taken. Only the loop's thread may call this. */
    boolean isEmpty() {
        return taken == Chunk.SLOTS ? head.next == null : taken >= head.claimed;
    }

    private boolean advance() {
        Chunk next = head.next;
        if (next == null) {
            return false;
        }
        TAIL.compareAndSet(this, head, next);
        head.next = head;
        head = next;
        taken = 0;
        return true;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the one producer that is waited for may need this processor
    private static Job awaitSlot(@Nullable Job[] slots, int slot) {
        for (int spins = 0; ; spins++) {
            Job job = (Job) SLOT.getAcquire(slots, slot); // acquire: pairs with offer's release
            if (job != null) {
                return job;
            }
            if (spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private static final class Chunk {
        static final int SLOTS = 1024;
        private static final VarHandle CLAIMED;
        private static final VarHandle NEXT;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                CLAIMED = lookup.findVarHandle(Chunk.class, "claimed", int.class);
                NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final @Nullable Job[] slots = new @Nullable Job[SLOTS]; // any thread
        volatile int claimed; // any thread
        volatile @Nullable Chunk next; // any thread

        Chunk() {}

        Chunk(Job first) {
            slots[0] = first;
            claimed = 1;
        }

        int claim() {
            return (int) CLAIMED.getAndAdd(this, 1);
        }

        boolean link(Chunk fresh) {
            return NEXT.compareAndSet(this, null, fresh);
        }
    }
}
