package dev.weft.net;

import dev.weft.Future;
import dev.weft.Waitable;
import dev.weft.abi.Execution;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code send}. */
final class DatagramSendFrame extends StreamFrame<Void> implements Waitable {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final DatagramCore core; // constant after construction
    private ByteBuffer data; // loop thread: NONE when this has ended and is kept
    private @Nullable SocketAddress to; // loop thread: null for the peer of a connected endpoint
    private @Nullable Future<Void> signal; // loop thread: of the latest wait

    DatagramSendFrame(DatagramCore core, ByteBuffer data, @Nullable SocketAddress to) {
        this.core = core;
        this.data = data;
        this.to = to;
    }

    void renew(ByteBuffer nextData, @Nullable SocketAddress nextTo) {
        renew();
        data = nextData;
        to = nextTo;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkThread(method());
        core.checkOpen();
        if (to == null && core.remote() == null) {
            throw new IllegalStateException(
                    "send of " + core + " without a receiver: name one, or connect the endpoint");
        }
        if (core.othersSend(this) || !core.send(data, to)) {
            return suspendFor(x);
        }
        if (depth > 0) { // else it is the coroutine of a task, which shows it as long as it lives
            data = NONE;
            to = null;
            core.spareSend = this;
        }
        return null;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
            core.checkOpen();
            if (!core.send(data, to)) {
                return suspendFor(x);
            }
        } catch (Throwable thrown) {
            core.endWait(this);
            throw thrown;
        }
        core.endWait(this);
        return null;
    }

    private Object suspendFor(Execution x) throws Throwable {
        Future<Void> waiting = core.loop.createFuture(this);
        signal = waiting;
        Object suspended = waitFor(waiting, x);
        core.wait(this);
        return suspended;
    }

    /** Wakes this coroutine: it is the first and may send, or the endpoint is closed. */
    @SuppressWarnings("NullAway") // Void has no other value
    void wake() {
        Future<Void> waiting = signal;
        if (waiting != null && !waiting.isDone()) {
            waiting.setResult(null);
        }
    }

    @Override
    public String describeWait() {
        return "room to send from " + core;
    }

    @Override
    String kind() {
        return "DatagramEndpoint";
    }

    @Override
    String method() {
        return "send";
    }
}
