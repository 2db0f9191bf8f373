package dev.weft.internal.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The bytes of one wire that the peer's side has not taken yet: copies in pooled arrays, and buffers that are borrowed. */
final class SendQueue {

    private final LoopNetwork network; // constant after construction
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>(2); // loop thread
    private long given; // loop thread: all bytes so far
    private long taken; // loop thread: of them

    SendQueue(LoopNetwork network) {
        this.network = network;
    }

    boolean isEmpty() {
        return given == taken;
    }

    long given() {
        return given;
    }

    long taken() {
        return taken;
    }

    /** Counts bytes that have passed by this queue. */
    void passed(long bytes) {
        given += bytes;
        taken += bytes;
    }

    /** Copies the rest of a buffer to the end. */
    void copy(ByteBuffer bytes) {
        given += bytes.remaining();
        while (bytes.hasRemaining()) {
            Piece open = pieces.peekLast();
            if (open == null || open.room() == 0) {
                open = new Piece(network.arrays().take(Math.min(bytes.remaining(), LoopNetwork.SCRATCH)));
                pieces.add(open);
            }
            open.copy(bytes);
        }
    }

    /** Adds a buffer to the end, which the owner does not touch. */
    void borrow(ByteBuffer bytes) {
        given += bytes.remaining();
        pieces.add(new Piece(bytes));
    }

    /** Copies the rest of a borrowed buffer, in its place. */
    void giveBack(ByteBuffer bytes) {
        for (Piece piece : pieces) {
            piece.giveBack(bytes);
        }
    }

    /** Fills a buffer with the oldest bytes, which stay here until {@link #take}. */
    void peek(ByteBuffer into) {
        for (Piece piece : pieces) {
            if (!into.hasRemaining()) {
                return;
            }
            piece.peek(into);
        }
    }

    /** Drops the oldest bytes, which were sent. */
    void take(int bytes) {
        taken += bytes;
        int left = bytes;
        for (Piece oldest = pieces.peek(); oldest != null && left >= oldest.size(); oldest = pieces.peek()) {
            left -= oldest.size();
            release(pieces.remove());
        }
        Piece oldest = pieces.peek();
        if (oldest != null) {
            oldest.drop(left);
        }
    }

    /** Drops all, which will never be sent. */
    void clear() {
        given = taken;
        while (!pieces.isEmpty()) {
            release(pieces.remove());
        }
    }

    private void release(Piece piece) {
        byte[] array = piece.array;
        if (array != null) {
            network.arrays().give(array);
        }
    }

    /** A run of bytes. */
    private static final class Piece {
        final byte @Nullable [] array; // constant after construction: pooled; null if the bytes are borrowed
        private ByteBuffer bytes; // loop thread: from its position to its limit
        private @Nullable ByteBuffer owner; // loop thread: the borrowed buffer

        Piece(byte[] array) {
            this.array = array;
            bytes = ByteBuffer.wrap(array, 0, 0);
        }

        Piece(ByteBuffer borrowed) {
            array = null;
            owner = borrowed;
            bytes = borrowed;
        }

        int size() {
            return bytes.remaining();
        }

        int room() {
            return array == null ? 0 : array.length - bytes.limit();
        }

        void copy(ByteBuffer from) {
            int count = Math.min(room(), from.remaining());
            int end = bytes.limit();
            bytes.limit(end + count);
            from.get(bytes.array(), end, count);
        }

        void giveBack(ByteBuffer returned) {
            if (owner == returned) {
                byte[] rest = new byte[bytes.remaining()];
                bytes.get(bytes.position(), rest);
                bytes = ByteBuffer.wrap(rest);
                returned.position(returned.limit());
                owner = null;
            }
        }

        void peek(ByteBuffer into) {
            int count = Math.min(into.remaining(), size());
            into.put(into.position(), bytes, bytes.position(), count);
            into.position(into.position() + count);
        }

        void drop(int count) {
            bytes.position(bytes.position() + count);
        }
    }
}
