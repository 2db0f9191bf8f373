package dev.weft.net;

import dev.weft.Future;
import dev.weft.abi.Execution;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that needs bytes of a stream.
 *
 * <ol>
 *   <li>It tries with what is there. What it does not use up stays for the next one, so that a cancel loses nothing.
 *   <li>If it needs more, it asks the wire once more in the same turn, if the wire surely or probably has something.
 *   <li>Otherwise it waits for the next arrival, the end or the loss.
 * </ol>
 */
abstract class ReadFrame<T extends @Nullable Object> extends WokenFrame<T> {

    /** The outcome of an attempt that needs more bytes. */
    static final Object MORE = new Object();

    /** The outcome of an attempt that waits for something else than bytes: see {@link #other}. */
    static final Object OTHER = new Object();

    final StreamCore core; // constant after construction
    private boolean unreachable; // loop thread: for the program, so that this can be kept in the end

    ReadFrame(StreamCore core) {
        this.core = core;
    }

    /** Returns the outcome, {@link #MORE}, or {@link #OTHER}. */
    abstract @Nullable Object attempt() throws IOException;

    /** Returns the signal of what else an attempt waits for. */
    Future<?> other() {
        throw new AssertionError("a read waits for bytes only");
    }

    /** Keeps this coroutine, which has ended, for the next call. */
    void keep() {}

    @Override
    protected final void recycle() {
        keep();
    }

    @Override
    protected final void recycleLater() {
        unreachable = true;
    }

    @Override
    protected final @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkThread(method());
        if (core.reading != null) {
            throw new IllegalStateException(method() + " was called while another task waits in "
                    + core.reading.method() + " of the same reader: one at a time");
        }
        core.checkFailure();
        return advance(x);
    }

    @Override
    protected final @Nullable Object resume(Execution x) throws Throwable {
        core.reading = null;
        x.take();
        core.checkFailure();
        return advance(x);
    }

    private @Nullable Object advance(Execution x) throws Throwable {
        Object outcome = attempt();
        while (outcome == MORE) {
            if (!readMore()) {
                return waitForBytes(x);
            }
            outcome = attempt();
        }
        if (outcome == OTHER) {
            Object suspended = waitFor(other(), x);
            core.reading = this;
            return suspended;
        }
        core.tookBytes();
        if (unreachable) {
            unreachable = false;
            keep();
        }
        return outcome;
    }

    private boolean readMore() throws IOException {
        core.needsMore();
        boolean read = core.wire.readMore();
        core.checkFailure();
        return read;
    }

    private Object waitForBytes(Execution x) throws Throwable {
        Object suspended = waitForWake(core.loop, core, x);
        core.reading = this;
        return suspended;
    }

    /** Forgets what is known of the bytes that were there: others were put back in front of them. */
    void startAgain() {}

    @Override
    protected final boolean handsOver() {
        return true;
    }

    /** Puts bytes back; those in a buffer of the caller are not lost. */
    @Override
    protected final void takeBack(@Nullable Object value) {
        if (value instanceof byte[] bytes && bytes.length > 0) {
            core.in.putBack(bytes);
            ReadFrame<?> waiting = core.reading;
            if (waiting != null) {
                waiting.startAgain();
                waiting.wake();
            }
        }
    }

    @Override
    final String kind() {
        return "StreamReader";
    }
}
