package dev.weft.internal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A way for bytes to a peer and back, under a reader and a writer: a socket, memory, or a protocol on top of another wire.
 *
 * <ol>
 *   <li>{@link #start} names the receiver. From then on bytes, the end and the loss come to it in turns of the loop, never
 *       inside of a call of this class, except for bytes inside of {@link #readMore}.
 *   <li>Bytes come as they arrive, unless reading is paused.
 *   <li>What is written goes to the peer at once as far as it is taken; the rest is kept, in order. The receiver hears each
 *       time that some of it was taken.
 *   <li>{@link Receiver#lost} is the last call, exactly one, whether the peer, an error, {@link #close} or {@link #abort} has
 *       ended the wire.
 * </ol>
 *
 * <p>All methods are for the loop's thread, and none of them throws because the peer is gone.
 */
public abstract class Wire extends LoopResource {

    /** Creates a wire. */
    protected Wire() {}

    /** Names the receiver and begins to read. */
    public abstract void start(Receiver receiver) throws IOException;

    /** Replaces the receiver: for a protocol that is put between. */
    public abstract void receiver(Receiver receiver);

    /** Stops to read; what is on its way stays there. */
    public abstract void pauseReading();

    /** Reads again. */
    public abstract void resumeReading();

    /**
     * Passes more bytes to the receiver in this call, if there surely or probably are more; false if it did not. A wire
     * bounds what one connection may take in one turn.
     */
    public boolean readMore() {
        return false;
    }

    /** Takes all bytes: writes what can be written and copies the rest. */
    public abstract void write(ByteBuffer bytes);

    /** Takes bytes of an array: see {@link #write(ByteBuffer)}. */
    public abstract void write(byte[] bytes, int from, int count);

    /**
     * Takes all bytes as {@link #write} does, but may keep the buffer itself until {@link #taken} has reached what
     * {@link #given} returns after this call.
     */
    public void writeBorrowed(ByteBuffer bytes) {
        write(bytes);
    }

    /** Copies what is left of a buffer that was borrowed, which belongs to the caller again. */
    public void returnBorrowed(ByteBuffer bytes) {}

    /** Returns the number of bytes that were written to this wire so far. */
    public abstract long given();

    /** Returns the number of those that the peer's side has taken. */
    public abstract long taken();

    /**
     * Sends a part of a file directly, as much as can be taken now; only while nothing else is pending.
     *
     * @return the number of bytes sent; 0 if none can be taken now, and then {@link Receiver#sent} will be called; -1 if this
     *     wire cannot send files
     */
    public long sendFile(FileChannel file, long position, long count) throws IOException {
        return -1;
    }

    /** Tells whether {@link #endOutput} works. */
    public boolean canEndOutput() {
        return true;
    }

    /** Ends the output behind what is pending; reading goes on. */
    public abstract void endOutput();

    /** Ends the wire behind what is pending. */
    public abstract void close();

    /** Ends the wire now: what is pending is dropped, and on TCP the peer gets a reset. */
    public abstract void abort();

    /** Returns the failure that has ended the wire, also before the receiver hears of it; null if there is none. */
    public abstract @Nullable IOException failure();

    /** Tells whether the wire is ended or about to be. */
    public abstract boolean isClosing();

    /** Returns the address of this side, also after the end. */
    public abstract SocketAddress localAddress();

    /** Returns the address of the peer, also after the end. */
    public abstract SocketAddress remoteAddress();

    /** Sets an option of the socket. */
    public <T> void setOption(SocketOption<T> name, T value) throws IOException {
        throw new UnsupportedOperationException(name + ": this connection has no socket");
    }

    /** Returns an option of the socket. */
    public <T> @Nullable T getOption(SocketOption<T> name) throws IOException {
        throw new UnsupportedOperationException(name + ": this connection has no socket");
    }
}
