package dev.weft.internal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of one endpoint that have arrived and were not received yet, first come first. It is bounded: when it is full, the
 * newest datagram is dropped and counted. A failure that the system reports keeps its place among them.
 */
public final class DatagramQueue {

    private static final int MOST = 1_024; // datagrams
    private static final int MOST_BYTES = 1 << 20;
    private static final int FIRST_CAPACITY = 8;

    private final ArrayPool arrays; // constant after construction
    private byte[] @Nullable [] data = new byte[FIRST_CAPACITY][]; // loop thread: a ring, as the next two
    private int[] lengths = new int[FIRST_CAPACITY]; // loop thread
    private @Nullable Object[] origins = new Object[FIRST_CAPACITY]; // loop thread: the sender, or an IOException
    private int head; // loop thread: the oldest
    private int size; // loop thread
    private int bytes; // loop thread: of all
    private long dropped; // loop thread
    private boolean pooled = true; // loop thread: false once the endpoint is closed

    /** Creates an empty queue. */
    public DatagramQueue(ArrayPool arrays) {
        this.arrays = arrays;
    }

    /** Returns the number of datagrams and failures. */
    public int size() {
        return size;
    }

    /** Returns the number of datagrams that were dropped. */
    public long dropped() {
        return dropped;
    }

    /** Adds a datagram, or counts it as dropped. */
    public void add(ByteBuffer datagram, SocketAddress sender) {
        int length = datagram.remaining();
        if (size == MOST || bytes + length > MOST_BYTES) {
            dropped++;
            return;
        }
        byte[] array = arrays.take(length);
        datagram.get(array, 0, length);
        append(array, length, sender);
    }

    /** Adds a failure, unless the queue is full or the newest entry is one. */
    public void add(IOException failure) {
        if (size < MOST && !(size > 0 && origins[index(size - 1)] instanceof IOException)) {
            append(null, 0, failure);
        }
    }

    private void append(byte @Nullable [] array, int length, Object origin) {
        if (size == origins.length) {
            grow();
        }
        int free = index(size);
        data[free] = array;
        lengths[free] = length;
        origins[free] = origin;
        size++;
        bytes += length;
    }

    private int index(int place) {
        return (head + place) & (origins.length - 1);
    }

    private void grow() {
        int capacity = 2 * size;
        byte[] @Nullable [] newData = new byte[capacity][];
        int[] newLengths = new int[capacity];
        @Nullable Object[] newOrigins = new Object[capacity];
        for (int i = 0; i < size; i++) {
            int from = index(i);
            newData[i] = data[from];
            newLengths[i] = lengths[from];
            newOrigins[i] = origins[from];
        }
        data = newData;
        lengths = newLengths;
        origins = newOrigins;
        head = 0;
    }

    /** Removes the oldest entry and throws it, if it is a failure. */
    public void throwFailure() throws IOException {
        if (origins[head] instanceof IOException failure) {
            drop();
            throw failure;
        }
    }

    /** Returns a copy of the oldest datagram, which stays here. */
    public byte[] copy() {
        return Arrays.copyOf(oldest(), lengths[head]);
    }

    /** Copies the oldest datagram, which stays here, as far as the buffer has room. */
    public void copyTo(ByteBuffer into) {
        into.put(oldest(), 0, Math.min(into.remaining(), lengths[head]));
    }

    private byte[] oldest() {
        byte[] array = data[head];
        if (array == null) {
            throw new AssertionError("the oldest entry is no datagram");
        }
        return array;
    }

    /** Removes the oldest datagram; returns its sender. */
    public SocketAddress remove() {
        if (origins[head] instanceof SocketAddress sender) {
            drop();
            return sender;
        }
        throw new AssertionError("the oldest entry is no datagram");
    }

    private void drop() {
        byte[] array = data[head];
        if (array != null && pooled) {
            arrays.give(array);
        }
        bytes -= lengths[head];
        data[head] = null;
        origins[head] = null;
        head = index(1);
        size--;
    }

    /** Keeps what is left in arrays of its own, because nothing will be added, and it may never be received. */
    public void leavePool() {
        if (!pooled) {
            return;
        }
        pooled = false;
        for (int i = 0; i < size; i++) {
            int place = index(i);
            byte[] array = data[place];
            if (array != null) {
                data[place] = Arrays.copyOf(array, lengths[place]);
                arrays.give(array);
            }
        }
    }
}
