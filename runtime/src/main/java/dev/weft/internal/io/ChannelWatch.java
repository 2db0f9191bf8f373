package dev.weft.internal.io;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A channel that a loop watches, and the receiver of its readiness. It is the attachment of the channel's selection key. */
public abstract class ChannelWatch {

    private final SelectableChannel channel; // constant after construction

    @Nullable
    ChannelWatch before; // loop thread: the link of a WatchList

    @Nullable
    ChannelWatch after; // loop thread: the link of a WatchList

    @Nullable
    SelectionKey key; // loop thread: null until registered, and when the channel is closed

    int wanted; // loop thread: the operations for which a callback waits
    int armed; // loop thread: the operations that the selector reports; it may report more than are wanted

    /** Creates the watch of a channel, which the loop does not watch yet. */
    protected ChannelWatch(SelectableChannel channel) {
        this.channel = channel;
    }

    /** Returns the watched channel. */
    public final SelectableChannel channel() {
        return channel;
    }

    /** Returns the operations for which a callback waits. */
    public final int wanted() {
        return wanted;
    }

    /**
     * Enqueues the callbacks of operations for which the channel is ready, or which will fail because it was closed. Loop
     * thread, during a poll.
     */
    protected abstract void ready(int operations);
}
