package dev.weft.internal.net;

import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one stream on another thread. There is one at a time, and only because the loop has asked for it.
 *
 * <p>The pipe of a child keeps its thread, and the stream's monitor, to the end. The JDK empties and closes the pipes of a child
 * that has exited, the output first, as soon as it gets their monitors, and what a grandchild writes later would be lost. So the
 * thread that has started the child reads its output. Other streams need a thread only during a read, and are not closed: they
 * are the program's.
 *
 * <p>A loop may end while a read of a program's stream is under way. The next loop that reads the same stream takes it over,
 * with the bytes that it brings.
 */
final class PipeReader implements Runnable {

    /* IDLE -> ASKED      the loop asks, and a thread is there or on its way
    ASKED -> ARRIVED   the thread has read, and tells the loop
    ARRIVED -> IDLE    the loop has taken the bytes
    ARRIVED -> OVER    the loop knows of the end
    any -> OVER        the loop closes a pipe */
    private enum State {
        IDLE,
        ASKED,
        ARRIVED,
        OVER
    }

    private static final int SIZE = 1 << 16; // what a pipe of Linux holds
    private static final byte[] NONE = new byte[0];
    private static final Map<InputStream, PipeReader> ABANDONED = new WeakHashMap<>(); // any thread, under its monitor

    private final boolean ofChild; // constant after construction
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();

    // any thread, under the lock
    private @Nullable InputStream in; // null while abandoned without a read under way: ABANDONED must not keep it
    private @Nullable ReadPipeWire owner; // null once abandoned
    private State state = State.IDLE;
    private boolean hasThread;
    private boolean exited; // the child has died: a read must not wait for what is not there
    private int count; // of the bytes that have arrived; -1 at the end
    private @Nullable IOException failure;

    private byte[] buffer = NONE; // the thread while ASKED, the loop while ARRIVED

    private PipeReader(boolean ofChild) {
        this.ofChild = ofChild;
    }

    /** Creates the reads of a child's pipe, which nobody owns yet. */
    static PipeReader ofChild(InputStream in) {
        PipeReader reader = new PipeReader(true);
        reader.in = in;
        return reader;
    }

    /** Creates the reads of a child's pipe, which the calling thread is about to make: see {@link #run}. */
    static PipeReader onThisThread(InputStream in) {
        PipeReader reader = ofChild(in);
        reader.hasThread = true;
        return reader;
    }

    /** Creates the reads of a program's stream, or takes over those of a loop that has ended. */
    static PipeReader of(InputStream in, ReadPipeWire owner) {
        PipeReader known;
        synchronized (ABANDONED) {
            known = ABANDONED.remove(in);
        }
        PipeReader reader = known == null ? new PipeReader(false) : known;
        reader.belongTo(owner, in);
        return reader;
    }

    /** Sets the owner of a child's pipe. */
    void belongTo(ReadPipeWire newOwner) {
        belongTo(newOwner, stream());
    }

    private void belongTo(ReadPipeWire newOwner, InputStream stream) {
        lock.lock();
        try {
            owner = newOwner;
            in = stream;
            if (state == State.ARRIVED) {
                tell(newOwner);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the loop

    /** Asks for a read, unless one is under way. */
    void ask() {
        lock.lock();
        try {
            if (state == State.IDLE) {
                state = State.ASKED;
                if (hasThread) {
                    asked.signal();
                } else {
                    hasThread = true;
                    PipeThreads.EXECUTOR.execute(this);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a read is under way. */
    boolean isReading() {
        lock.lock();
        try {
            return state == State.ASKED;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a read is under way, or the loop has still to take what it has brought. */
    boolean isBusy() {
        lock.lock();
        try {
            return state == State.ASKED || state == State.ARRIVED;
        } finally {
            lock.unlock();
        }
    }

    /** Passes on what has arrived. */
    void passOn(ReadPipeWire to) {
        lock.lock();
        try {
            if (state != State.ARRIVED) {
                return;
            }
            state = count < 0 ? State.OVER : State.IDLE;
        } finally {
            lock.unlock();
        }
        if (count >= 0) { // nobody else touches it until the next ask
            to.arrived(buffer, count);
        } else {
            to.over(failure);
        }
    }

    /** Reads no more than what is there, because the child has died. */
    void childExited() {
        lock.lock();
        try {
            exited = true;
        } finally {
            lock.unlock();
        }
    }

    /** Reads no more. A read that is under way goes on; the thread closes a child's pipe behind it. */
    void close() throws IOException {
        InputStream closed = null;
        lock.lock();
        try {
            if (state != State.OVER) {
                state = State.OVER;
                owner = null;
                asked.signal();
                closed = hasThread ? null : in;
            }
        } finally {
            lock.unlock();
        }
        if (closed != null && ofChild) {
            closed.close();
        }
    }

    /** Leaves a program's stream to the next loop that reads it. */
    void abandon() {
        lock.lock();
        try {
            owner = null;
            InputStream stream = in;
            if (stream != null && (state == State.ASKED || state == State.ARRIVED)) {
                synchronized (ABANDONED) {
                    ABANDONED.put(stream, this);
                }
                in = state == State.ASKED ? stream : null;
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the thread

    @Override
    public void run() {
        InputStream stream = stream();
        if (!ofChild) {
            readWhatIsAsked(stream);
            return;
        }
        synchronized (stream) {
            readWhatIsAsked(stream);
            try {
                stream.close();
            } catch (IOException e) {
                deliver(-1, e); // a no-op if the loop has closed it, and nobody else is there to hear of it
            }
        }
    }

    private InputStream stream() {
        lock.lock();
        try {
            InputStream stream = in;
            if (stream == null) {
                throw new AssertionError("a read without a stream");
            }
            return stream;
        } finally {
            lock.unlock();
        }
    }

    private void readWhatIsAsked(InputStream stream) {
        boolean more = true;
        while (more && awaitAsk()) {
            more = read(stream);
        }
    }

    /** Tells whether there is a read to do; otherwise the thread is free. */
    private boolean awaitAsk() {
        lock.lock();
        try {
            while (ofChild && (state == State.IDLE || state == State.ARRIVED)) {
                asked.awaitUninterruptibly();
            }
            hasThread = state == State.ASKED;
            return hasThread;
        } finally {
            lock.unlock();
        }
    }

    /** Reads once; false at the end. */
    private boolean read(InputStream stream) {
        if (buffer.length == 0) {
            buffer = new byte[SIZE];
        }
        try {
            int read = hasExited() && stream.available() == 0 ? -1 : stream.read(buffer, 0, buffer.length);
            deliver(read, null);
            return read >= 0;
        } catch (IOException e) {
            deliver(-1, e);
        } catch (Throwable thrown) { // of a program's stream, whose reader would wait for ever
            deliver(-1, new IOException("reading a stream has failed: " + thrown, thrown));
        }
        return false;
    }

    private boolean hasExited() {
        lock.lock();
        try {
            return exited;
        } finally {
            lock.unlock();
        }
    }

    private void deliver(int read, @Nullable IOException thrown) {
        lock.lock();
        try {
            if (state != State.ASKED) {
                return; // closed meanwhile
            }
            count = read;
            failure = thrown;
            state = State.ARRIVED;
            ReadPipeWire told = owner;
            if (told != null) {
                tell(told);
            } else {
                in = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void tell(ReadPipeWire owner) {
        EventLoops.callIfOpen(owner.loop, owner);
    }
}
