package dev.weft.internal.net;

import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A wire that takes bytes to a stream.
 *
 * <ol>
 *   <li>What is written is kept. While something is kept, a thread writes, one piece after the other, and tells the loop after
 *       each.
 *   <li>A close waits for what is kept, and then closes the stream, on a thread as well. An abort does so at once, or as soon as
 *       the write that is under way has returned.
 * </ol>
 */
public final class WritePipeWire extends PipeWire implements Runnable {

    private static final int SIZE = 1 << 16; // what a pipe of Linux holds
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final OutputStream out; // constant after construction
    private final boolean ofChild; // constant after construction
    private final SendQueue queue; // constant after construction
    private boolean closing; // loop thread
    private boolean busy; // loop thread: a thread is at work for this wire
    private ByteBuffer piece = NONE; // the thread while busy, otherwise the loop: what is written now
    private boolean closes; // the thread while busy, otherwise the loop: it closes the stream
    private volatile boolean aborted; // any thread: the stream is to be closed whatever happens
    private @Nullable IOException thrown; // the thread while busy, otherwise the loop

    private WritePipeWire(LoopNetwork network, OutputStream out, String name, boolean ofChild) {
        super(network, name);
        this.out = out;
        this.ofChild = ofChild;
        queue = new SendQueue(network);
    }

    /** Creates a wire over a program's stream, which is closed with the wire, but not with the loop. */
    public static WritePipeWire of(LoopNetwork network, OutputStream out) {
        return new WritePipeWire(network, out, "pipe to " + out, false);
    }

    /** Creates a wire over a pipe to a child. */
    static WritePipeWire ofChild(LoopNetwork network, OutputStream out, String name) {
        return new WritePipeWire(network, out, name, true);
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void write(ByteBuffer bytes) {
        if (!isClosing()) {
            queue.copy(bytes);
            goOn();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        write(ByteBuffer.wrap(bytes, from, count));
    }

    @Override
    public void writeBorrowed(ByteBuffer bytes) {
        if (!isClosing()) {
            queue.borrow(bytes);
            goOn();
        }
    }

    @Override
    public void returnBorrowed(ByteBuffer bytes) {
        queue.giveBack(bytes);
    }

    /** Puts a thread to work if there is something to do. */
    private void goOn() {
        if (busy || isEnding()) {
            return;
        }
        if (!queue.isEmpty()) {
            if (piece == NONE) {
                piece = ByteBuffer.allocate(SIZE);
            }
            queue.peek(piece.clear());
            piece.flip();
        } else if (closing) {
            closes = true;
        } else {
            piece = NONE;
            return;
        }
        busy = true;
        PipeThreads.EXECUTOR.execute(this);
    }

    /** Writes a piece, or closes the stream, on the thread. */
    @Override
    public void run() {
        try {
            if (closes) {
                out.close();
            } else {
                out.write(piece.array(), 0, piece.limit());
                out.flush();
            }
        } catch (IOException e) {
            thrown = e;
        } catch (Throwable failure) { // of a program's stream, whose writer would wait for ever
            thrown = new IOException("writing to a stream has failed: " + failure, failure);
        }
        if (aborted) {
            closeBehind();
        } else {
            EventLoops.callIfOpen(loop, this::wrote);
        }
    }

    private void closeBehind() {
        try {
            out.close();
        } catch (IOException e) {
            thrown = e; // nobody is there to hear of it
        }
    }

    /** Takes the news of the thread. */
    private void wrote() {
        busy = false;
        if (isEnding()) {
            if (aborted && !closes) {
                closeOnThread();
            }
            return;
        }
        IOException failure = thrown;
        if (failure != null) {
            fail(failure);
        } else if (closes) {
            scheduleEnd(null);
        } else {
            queue.take(piece.limit());
            receiver().sent();
            goOn();
        }
    }

    private void fail(IOException failure) {
        boolean broken =
                String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).matches("broken pipe|stream closed");
        if (broken && closes) {
            scheduleEnd(null); // it was closed behind the last byte, and nobody reads it
            return;
        }
        endWith(broken ? brokenPipe(failure) : failure);
    }

    private static SocketException brokenPipe(@Nullable IOException cause) {
        SocketException broken = new SocketException("Broken pipe");
        broken.initCause(cause);
        return broken;
    }

    private void endWith(@Nullable IOException failure) {
        closing = true;
        queue.clear();
        scheduleEnd(failure);
        closeOnThread();
    }

    /** Closes the stream; behind the write that is under way, if there is one. */
    private void closeOnThread() {
        aborted = true;
        if (!busy) {
            PipeThreads.EXECUTOR.execute(this::closeBehind);
        }
    }

    /** Learns that nobody reads from the pipe any more. */
    void childExited() {
        if (!isEnding() && !closes) {
            endWith(queue.isEmpty() ? null : brokenPipe(null));
        }
    }

    @Override
    public long given() {
        return queue.given();
    }

    @Override
    public long taken() {
        return queue.taken();
    }

    /** Ends the output, which is all there is. */
    @Override
    public void endOutput() {
        close();
    }

    @Override
    public void close() {
        if (!isClosing()) {
            closing = true;
            goOn();
        }
    }

    @Override
    public void abort() {
        if (!isEnding()) {
            endWith(null);
        }
    }

    @Override
    protected void loopCloses() {
        closing = true;
        queue.clear();
        if (ofChild) {
            closeOnThread();
        }
        end();
    }

    @Override
    public boolean isClosing() {
        return closing || isEnding();
    }
}
