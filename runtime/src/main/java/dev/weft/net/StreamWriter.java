package dev.weft.net;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * The writing side of a connection; the counterpart of {@code asyncio.StreamWriter}.
 *
 * <p>{@code write} never waits: what the socket does not take at once is kept and sent later, in order. {@link #drain} waits
 * while too much is kept. A loop that writes and drains therefore runs no faster than the peer reads.
 *
 * <p>A connection that is lost does not make {@code write} throw. The next {@code drain} does, with a
 * {@link java.net.SocketException}. All methods are for the loop's thread.
 */
public final class StreamWriter {

    private final StreamCore core; // constant after construction

    StreamWriter(StreamCore core) {
        this.core = core;
    }

    StreamCore core() {
        return core;
    }

    /**
     * Writes all bytes of a buffer, which is free for other use when this returns.
     *
     * @param bytes the bytes
     * @throws IllegalStateException after {@link #writeEof}
     */
    public void write(ByteBuffer bytes) {
        if (core.mayWrite("write")) {
            core.wire.write(bytes);
            core.wrote();
        } else {
            bytes.position(bytes.limit());
        }
    }

    /**
     * Writes bytes.
     *
     * @param bytes the bytes
     * @throws IllegalStateException after {@link #writeEof}
     */
    public void write(byte[] bytes) {
        Objects.requireNonNull(bytes, "write: bytes were expected, got null");
        if (core.mayWrite("write")) {
            core.wire.write(bytes, 0, bytes.length);
            core.wrote();
        }
    }

    /**
     * Writes all bytes of several buffers, one behind the other, and sends them together as far as possible.
     *
     * @param parts the buffers
     * @throws IllegalStateException after {@link #writeEof}
     */
    public void write(ByteBuffer... parts) {
        if (core.mayWrite("write")) {
            Gathering.write(core.network, core.wire, parts);
            core.wrote();
        } else {
            for (ByteBuffer part : parts) {
                part.position(part.limit());
            }
        }
    }

    /**
     * Waits while more is kept than the high mark allows, until it has fallen to the low one. Below the high mark it takes no
     * turn of the loop.
     *
     * @return a coroutine that ends when more may be written
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost or closed
     */
    @CheckReturnValue
    public Coroutine<Void> drain() throws IOException {
        DrainFrame frame = core.spareDrain;
        if (frame == null) {
            return Frame.made(new DrainFrame(core));
        }
        core.spareDrain = null;
        frame.renew();
        return Frame.made(frame);
    }

    /**
     * Writes all bytes of a buffer, and waits until the socket has taken them. The buffer is lent and not copied. If the
     * coroutine is cancelled, the rest is copied and still sent, and the buffer is free.
     *
     * @param bytes the bytes
     * @return a coroutine that ends when the socket has taken them
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost or closed
     */
    @CheckReturnValue
    public Coroutine<Void> writeAll(ByteBuffer bytes) throws IOException {
        return Frame.made(new WriteAllFrame(core, bytes));
    }

    /**
     * Writes bytes, as {@link #writeAll(ByteBuffer)} does.
     *
     * @param bytes the bytes
     * @return a coroutine that ends when the socket has taken them
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost or closed
     */
    @CheckReturnValue
    public Coroutine<Void> writeAll(byte[] bytes) throws IOException {
        return Frame.made(new WriteAllFrame(core, ByteBuffer.wrap(bytes)));
    }

    /**
     * Sends a part of a file, without a copy where the operating system can do so. It ends early at the end of the file. Until
     * it has ended nothing else may be written. An interrupt of the loop's thread in the middle of a read closes the file, as
     * it does with every {@code FileChannel}.
     *
     * @param file the file, which stays open
     * @param position the first byte
     * @param count the most bytes to send
     * @return a coroutine of the number of bytes sent
     * @throws IOException thrown where the coroutine is awaited, if the file cannot be read or the connection is lost
     */
    @CheckReturnValue
    public Coroutine<Long> sendFile(FileChannel file, long position, long count) throws IOException {
        return Frame.made(new SendFileFrame(core, file, position, count));
    }

    /**
     * Sets the marks of {@link #drain}. They are 64 KiB and 16 KiB at first.
     *
     * @param high with more bytes than this kept, a drain begins to wait
     * @param low with no more than this kept, it ends
     * @throws IllegalArgumentException unless {@code 0 <= low <= high}
     */
    public void setWriteBufferLimits(int high, int low) {
        core.checkThread("setWriteBufferLimits");
        if (low < 0 || low > high) {
            throw new IllegalArgumentException(
                    "setWriteBufferLimits(" + high + ", " + low + "): 0 <= low <= high was expected");
        }
        core.limits(high, low);
    }

    /**
     * Returns the number of bytes that the socket has not taken yet.
     *
     * @return the number of bytes
     */
    public int writeBufferSize() {
        return (int) Math.min(Integer.MAX_VALUE, core.pending());
    }

    /**
     * Tells whether {@link #writeEof} can be used.
     *
     * @return false with TLS 1.2 and before
     */
    public boolean canWriteEof() {
        return core.wire.canEndOutput();
    }

    /**
     * Ends the output, behind what was written. The peer meets the end of its stream, and this side may go on reading.
     *
     * @throws UnsupportedOperationException if {@link #canWriteEof} is false
     * @throws IllegalStateException while {@link #sendFile} is under way
     */
    public void writeEof() {
        core.endOutput();
    }

    /**
     * Closes the connection, behind what was written. A no-op if it is closed. Bytes that have arrived and were not read are
     * lost. If more arrive afterwards, the operating system answers with a reset, which may destroy what the peer has not read:
     * a protocol in which both sides send ends with {@link #writeEof} and a read to the end. A {@link #sendFile} that is under way
     * throws.
     */
    public void close() {
        core.checkThread("close");
        core.wire.close();
    }

    /**
     * Waits until the connection is closed, and all that was written is sent.
     *
     * @return a coroutine that ends when it is
     * @throws IOException thrown where the coroutine is awaited, if the connection was lost
     */
    @CheckReturnValue
    public Coroutine<Void> waitClosed() throws IOException {
        return Frame.made(new WaitClosedFrame(core, "StreamWriter"));
    }

    /** Closes the connection at once. What was not sent is dropped, and on TCP the peer gets a reset in this call. */
    public void abort() {
        core.checkThread("abort");
        core.wire.abort();
    }

    /**
     * Tells whether the connection is closed or about to be.
     *
     * @return true after {@link #close}, {@link #abort} or a loss
     */
    public boolean isClosing() {
        return core.wire.isClosing();
    }

    @Override
    public String toString() {
        return "StreamWriter of " + core + ", " + writeBufferSize() + " bytes pending";
    }
}
