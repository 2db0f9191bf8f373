package dev.weft.net;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a connection; the counterpart of {@code asyncio.StreamReader}.
 *
 * <p>One task reads at a time: a second one gets an {@link IllegalStateException}, and the first is unharmed. A read that is
 * cancelled, or times out, takes no byte with it. What has arrived is returned without a turn of the loop.
 *
 * <p>The reader buffers up to twice its limit, which {@code limit(..)} of the options sets, and then lets the peer wait. A
 * lost connection is thrown as a {@link java.net.SocketException}, and wins over bytes that were not read yet. All methods
 * are for the loop's thread.
 */
public final class StreamReader {

    private final StreamCore core; // constant after construction

    StreamReader(StreamCore core) {
        this.core = core;
    }

    /**
     * Reads what is there, as soon as there is something.
     *
     * @param n the most bytes to return; a negative number reads to the end of the stream
     * @return a coroutine of the bytes; empty at the end of the stream
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<byte[]> read(int n) throws IOException {
        return Frame.made(n < 0 ? new ReadAllFrame(core) : new ReadSomeFrame(core, n));
    }

    /**
     * Reads a line, with its line feed. The last line may lack one.
     *
     * @return a coroutine of the line; empty at the end of the stream
     * @throws LimitOverrunException thrown where the coroutine is awaited, if the line is longer than the limit: what there
     *     is of it is dropped, and the stream goes on
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<byte[]> readLine() throws IOException {
        return Frame.made(new ReadLineFrame(core));
    }

    /**
     * Reads exactly so many bytes.
     *
     * @param n the number of bytes, which may be more than the limit
     * @return a coroutine of the bytes
     * @throws IncompleteReadException thrown where the coroutine is awaited, if the stream ends before
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<byte[]> readExactly(int n) throws IOException {
        if (n < 0) {
            throw new IllegalArgumentException("readExactly(" + n + "): a number of bytes cannot be negative");
        }
        return Frame.made(new ReadExactlyFrame(core, n));
    }

    /**
     * Reads up to a separator, and the separator.
     *
     * @param separator the separator, a byte at least
     * @return a coroutine of the bytes
     * @throws IncompleteReadException thrown where the coroutine is awaited, if the stream ends before
     * @throws LimitOverrunException thrown where the coroutine is awaited, if there are more bytes before the separator than
     *     the limit: they stay in the reader
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<byte[]> readUntil(byte[] separator) throws IOException {
        return readUntil(new byte[][] {separator});
    }

    /**
     * Reads up to one of several separators, as {@link #readUntil(byte[])} does: up to the one that ends first.
     *
     * @param separators the separators, a byte each at least
     * @return a coroutine of the bytes
     * @throws IOException thrown where the coroutine is awaited
     */
    @CheckReturnValue
    public Coroutine<byte[]> readUntil(byte[]... separators) throws IOException {
        if (separators.length == 0) {
            throw new IllegalArgumentException("readUntil: a separator was expected, got none");
        }
        byte[][] copies = new byte[separators.length][];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = Objects.requireNonNull(separators[i], "readUntil: a separator was expected, got null")
                    .clone();
            if (copies[i].length == 0) {
                throw new IllegalArgumentException("readUntil: a separator of one byte at least was expected");
            }
        }
        return Frame.made(new ReadUntilFrame(core, copies));
    }

    /**
     * Reads what is there into a buffer, as soon as there is something.
     *
     * @param into the buffer, which is touched only when bytes go into it
     * @return a coroutine of the number of bytes; -1 at the end of the stream, 0 only for a buffer without room
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<Integer> read(ByteBuffer into) throws IOException {
        checkBuffer("read", into);
        ReadIntoFrame frame = core.spareRead;
        if (frame == null) {
            return Frame.made(new ReadIntoFrame(core, into));
        }
        core.spareRead = null;
        frame.renew(into);
        return Frame.made(frame);
    }

    /**
     * Fills a buffer. Its bytes are touched when all of them are there.
     *
     * @param into the buffer
     * @return a coroutine that ends when the buffer is full
     * @throws IncompleteReadException thrown where the coroutine is awaited, if the stream ends before
     * @throws IOException thrown where the coroutine is awaited, if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<Void> readExactly(ByteBuffer into) throws IOException {
        checkBuffer("readExactly", into);
        return Frame.made(new FillFrame(core, into));
    }

    static void checkBuffer(String call, ByteBuffer into) {
        if (into == null) {
            throw new NullPointerException(call + ": a buffer was expected, got null");
        }
        if (into.isReadOnly()) {
            throw new IllegalArgumentException(call + ": a buffer that can be written was expected, got " + into);
        }
    }

    /**
     * Returns the lines up to the end of the stream, each as {@link #readLine} gives it. An iteration that is left early has
     * read no further than its last line.
     *
     * @return an iterator, advanced by {@code await(lines.advance(), IOException.class)}
     */
    public AsyncIterator<byte[]> lines() {
        return new Lines(core);
    }

    /**
     * Writes all that comes to a writer, up to the end of the stream, no faster than the writer's peer takes it. Neither side
     * is closed. Like a loop of read and drain it notices the loss of the writer's connection when it has something to write.
     *
     * @param writer the writer of another connection, or of this one
     * @return a coroutine of the number of bytes
     * @throws IOException thrown where the coroutine is awaited, if one of the connections is lost
     */
    @CheckReturnValue
    public Coroutine<Long> transferTo(StreamWriter writer) throws IOException {
        return Frame.made(new TransferFrame(core, writer.core()));
    }

    /**
     * Tells whether the stream has ended and all of it was read.
     *
     * @return true if every read from now on meets the end, or throws the {@link #exception} that has cut the stream off
     */
    public boolean atEof() {
        return core.isEnded() && core.in.size() == 0;
    }

    /**
     * Returns the number of bytes that a read gets without waiting.
     *
     * @return the number of bytes
     */
    public int buffered() {
        return core.in.size();
    }

    /**
     * Returns what has ended the stream, which every read throws that finds no more bytes.
     *
     * @return the exception; null while the stream is open, and after an orderly end
     */
    public @Nullable Throwable exception() {
        return core.readFailure();
    }

    @Override
    public String toString() {
        return "StreamReader of " + core + ", " + buffered() + " bytes buffered";
    }
}
