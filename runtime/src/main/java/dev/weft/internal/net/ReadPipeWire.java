package dev.weft.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A wire that brings the bytes of a stream. It reads when a reader waits, and no further; with {@link #readAhead} also before,
 * up to the limits of its receiver.
 */
public final class ReadPipeWire extends PipeWire implements Runnable {

    private final PipeReader reader; // constant after construction
    private final boolean ofChild; // constant after construction
    private @Nullable Runnable whenQuiet; // loop thread
    private boolean ahead; // loop thread
    private boolean paused; // loop thread
    private boolean unlimited; // loop thread

    private ReadPipeWire(LoopNetwork network, InputStream in) {
        super(network, "pipe from " + in);
        ofChild = false;
        reader = PipeReader.of(in, this);
    }

    private ReadPipeWire(LoopNetwork network, PipeReader reader, String name) {
        super(network, name);
        ofChild = true;
        this.reader = reader;
        reader.belongTo(this);
    }

    /** Creates a wire over a program's stream, which stays open. */
    public static ReadPipeWire of(LoopNetwork network, InputStream in) {
        return new ReadPipeWire(network, in);
    }

    /** Creates a wire over a pipe from a child, which is closed at its end. */
    static ReadPipeWire ofChild(LoopNetwork network, PipeReader reader, String name) {
        return new ReadPipeWire(network, reader, name);
    }

    /** Sets what to call when a read has ended, and there is none under way. */
    void whenQuiet(Runnable action) {
        whenQuiet = action;
    }

    /** Tells whether a read is under way, or its outcome on its way. */
    boolean isBusy() {
        return !isEnding() && reader.isBusy();
    }

    /** Asks for bytes, which come in a later turn. */
    @Override
    public boolean readMore() {
        if (!isEnding()) {
            reader.ask();
        }
        return false;
    }

    /** Reads from now on although nobody waits, up to the limits of the receiver. */
    public void readAhead() {
        ahead = true;
        askAhead();
    }

    /** Sets whether to read to the end whatever the limits are, because all of it is wanted. */
    public void unlimited(boolean on) {
        unlimited = on;
        if (on) {
            readAhead();
        }
    }

    private void askAhead() {
        if (ahead && (!paused || unlimited)) {
            readMore();
        }
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        askAhead();
    }

    /** Takes the news of the thread. */
    @Override
    public void run() {
        if (!isEnding()) {
            reader.passOn(this);
        }
    }

    void arrived(byte[] bytes, int count) {
        receiver().received(ByteBuffer.wrap(bytes, 0, count));
        askAhead();
        tellIfQuiet();
    }

    void over(@Nullable IOException failure) {
        if (failure == null) {
            receiver().ended(null);
            end();
        } else {
            scheduleEnd(failure);
        }
        tellIfQuiet();
    }

    private void tellIfQuiet() {
        Runnable told = whenQuiet;
        if (told != null && !isBusy()) {
            told.run();
        }
    }

    /** Reads no more than what is there, because the child has died of a signal. */
    void childExited() {
        reader.childExited();
    }

    /** Meets the end if a read waits, for a grandchild that holds the pipe. */
    void breakOff() {
        if (!isEnding() && reader.isReading()) {
            closeReader();
            over(null);
        }
    }

    @Override
    public void close() {
        if (!isEnding()) {
            closeReader();
            scheduleEnd(null);
            tellIfQuiet();
        }
    }

    private void closeReader() {
        try {
            reader.close();
        } catch (IOException e) {
            scheduleEnd(e);
        }
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    protected void loopCloses() {
        if (ofChild) {
            closeReader();
        } else {
            reader.abandon();
        }
        end();
    }

    @Override
    public boolean isClosing() {
        return isEnding();
    }

    // ---- this wire has no other direction, and its receiver no writer

    @Override
    public void write(ByteBuffer bytes) {
        throw noOutput();
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        throw noOutput();
    }

    @Override
    public long sendFile(FileChannel file, long position, long count) {
        throw noOutput();
    }

    @Override
    public long given() {
        return 0;
    }

    @Override
    public long taken() {
        return 0;
    }

    @Override
    public void endOutput() {
        throw noOutput();
    }

    private static AssertionError noOutput() {
        return new AssertionError("a pipe from which one reads was written to");
    }
}
