package dev.weft.internal.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one loop through which the bytes of all its TLS connections go. They are arrays, which the JDK's ciphers handle
 * faster than direct memory. A buffer is in use only within one call, so a connection keeps none while it is idle.
 *
 * <p>TLS inside of TLS has its own set at each level, because the inner layer is called while the outer one is at work.
 */
final class TlsBuffers {

    private static final int RECORD = 17 << 10; // a little more than the largest record of TLS 1.3

    private ByteBuffer encrypted = ByteBuffer.allocate(LoopNetwork.SCRATCH + RECORD); // loop thread
    private ByteBuffer decrypted = ByteBuffer.allocate(LoopNetwork.SCRATCH); // loop thread
    private ByteBuffer records = ByteBuffer.allocate(LoopNetwork.SCRATCH); // loop thread
    private @Nullable ByteBuffer text; // loop thread: allocated when something is written
    private @Nullable TlsBuffers inner; // loop thread: of TLS inside of TLS

    /** Returns the set of a level: 0 is directly over a socket. */
    TlsBuffers atLevel(int level) {
        if (level == 0) {
            return this;
        }
        TlsBuffers next = inner;
        if (next == null) {
            next = new TlsBuffers();
            inner = next;
        }
        return next.atLevel(level - 1);
    }

    /** Returns the buffer for bytes of the peer, empty, with room for so many. */
    ByteBuffer encrypted(int bytes) {
        if (encrypted.capacity() < bytes) {
            encrypted = ByteBuffer.allocate(bytes);
        }
        return encrypted.clear();
    }

    /** Returns the buffer for what was decrypted, as it is. */
    ByteBuffer decrypted() {
        return decrypted;
    }

    /** Replaces the buffer for what was decrypted, which is empty, by one with room for more. */
    ByteBuffer growDecrypted(int bytes) {
        decrypted = ByteBuffer.allocate(Math.max(bytes, 2 * decrypted.capacity()));
        return decrypted;
    }

    /** Returns the buffer for records to be sent, as it is. */
    ByteBuffer records() {
        return records;
    }

    /** Replaces the buffer for records, which is empty, by one with room for more. */
    ByteBuffer growRecords(int bytes) {
        records = ByteBuffer.allocate(Math.max(bytes, 2 * records.capacity()));
        return records;
    }

    /** Returns the buffer for bytes to be encrypted, empty. */
    ByteBuffer text() {
        ByteBuffer buffer = text;
        if (buffer == null) {
            buffer = ByteBuffer.allocate(LoopNetwork.SCRATCH);
            text = buffer;
        }
        return buffer.clear();
    }
}
