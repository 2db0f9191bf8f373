package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.task.ChannelWait;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that does something with a channel as soon as the channel is ready for it.
 *
 * <ol>
 *   <li>It tries. If the channel is not ready, it adds itself as the channel's callback and waits.
 *   <li>The callback does no more than to wake it, so that a cancel in the same turn takes no byte with it.
 *   <li>Awake, it tries again.
 * </ol>
 */
public abstract class ChannelFrame<T extends @Nullable Object> extends Frame<T> implements Runnable, ChannelWait {

    /** The outcome of an attempt for which the channel was not ready. */
    static final Object NOT_READY = new Object();

    final EventLoop loop; // constant after construction
    private final SelectableChannel channel; // constant after construction
    private final String method; // constant after construction
    private final int operation; // constant after construction: in SelectionKey
    private @Nullable Future<Void> signal; // loop thread: of the latest wait
    private boolean watching; // loop thread: this is the callback of the channel

    ChannelFrame(EventLoop loop, SelectableChannel channel, String method, int operation) {
        this.loop = loop;
        this.channel = Objects.requireNonNull(channel, method + ": a channel was expected, got null");
        this.method = method;
        this.operation = operation;
    }

    /** Does what it can; returns the outcome, or {@link #NOT_READY}. */
    abstract @Nullable Object attempt() throws IOException;

    /** Adds this as the callback of the channel. */
    abstract void watch() throws IOException;

    /** Removes this from the channel. */
    abstract void unwatch();

    @Override
    protected final @Nullable Object start(Execution x, int depth) throws Throwable {
        EventLoops.checkThread(loop, method);
        checkBlocking();
        Object outcome = attempt();
        return outcome == NOT_READY ? waitUntilReady(x) : outcome;
    }

    private void checkBlocking() {
        if (channel.isOpen() && channel.isBlocking()) {
            throw new IllegalArgumentException(method + " of " + channel
                    + ", which is in blocking mode and would hold up the loop: call configureBlocking(false) first");
        }
    }

    private Object waitUntilReady(Execution x) throws Throwable {
        if (EventLoops.isWatched(loop, channel, operation)) {
            throw new IllegalStateException(
                    method + " of " + channel + ", for which another task or a callback waits already: one at a time");
        }
        Future<Void> newSignal = loop.createFuture(this);
        signal = newSignal;
        Await.await(newSignal, x, 0); // before the channel is watched: it throws where there is no task
        watch();
        watching = true;
        return suspend(x, 1);
    }

    @Override
    protected final @Nullable Object resume(Execution x) throws Throwable {
        endWatch();
        x.take();
        Object outcome = attempt();
        return outcome == NOT_READY ? waitUntilReady(x) : outcome;
    }

    /** Wakes this coroutine: the callback of the channel. */
    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public final void run() {
        Future<Void> waiting = signal;
        if (waiting != null && !waiting.isDone()) {
            waiting.setResult(null);
        }
        endWatch();
    }

    private void endWatch() {
        if (watching) {
            watching = false;
            unwatch();
        }
    }

    @Override
    public final String describeWait() {
        return method + " of " + channel;
    }

    @Override
    protected final String describe() {
        return "dev.weft.EventLoop\t" + method + "\tEventLoop.java";
    }
}
