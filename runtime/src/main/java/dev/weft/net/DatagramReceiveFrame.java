package dev.weft.net;

import dev.weft.abi.Execution;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A coroutine that needs a datagram. It takes one when it resumes: a cancel before that takes none with it. */
abstract class DatagramReceiveFrame<T extends @Nullable Object> extends WokenFrame<T> {

    final DatagramCore core; // constant after construction
    private boolean inline; // loop thread: the awaiter is another coroutine, and nobody else knows this one

    DatagramReceiveFrame(DatagramCore core) {
        this.core = core;
    }

    /** Takes the oldest datagram. */
    abstract @Nullable Object take();

    /** Returns the outcome on a closed endpoint without datagrams, or throws. */
    @Nullable
    Object closed() throws IOException {
        core.checkOpen();
        throw new AssertionError("the endpoint is open");
    }

    /** Keeps this coroutine, which has ended, for the next call. */
    void keep() {}

    @Override
    protected final @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkThread(method());
        inline = depth > 0;
        if (core.queue.size() == 0) {
            core.readMore();
        }
        return core.mayTake() || core.isClosed() ? outcome() : suspendFor(x);
    }

    @Override
    protected final @Nullable Object resume(Execution x) throws Throwable {
        core.endWait(this);
        try {
            x.take();
        } catch (Throwable thrown) {
            core.wakeReceivers(); // there may be one more for those behind
            throw thrown;
        }
        return core.queue.size() > 0 || core.isClosed() ? outcome() : suspendFor(x);
    }

    private @Nullable Object outcome() throws IOException {
        if (core.queue.size() == 0) {
            return closed();
        }
        core.queue.throwFailure();
        Object taken = take();
        if (inline) {
            keep();
        }
        return taken;
    }

    private Object suspendFor(Execution x) throws Throwable {
        Object suspended = waitForWake(core.loop, core, x);
        core.wait(this);
        return suspended;
    }

    @Override
    final String kind() {
        return "DatagramEndpoint";
    }
}
