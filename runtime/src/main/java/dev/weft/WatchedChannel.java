package dev.weft;

import dev.weft.internal.io.ChannelWatch;
import dev.weft.internal.io.Channels;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.operation.ChannelFrame;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A channel with a callback for reading, one for writing, or both. */
final class WatchedChannel extends ChannelWatch {

    private static final int READS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int WRITES = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    private final LoopCore core; // constant after construction
    private @Nullable Handle reader; // loop thread
    private @Nullable Handle writer; // loop thread

    private WatchedChannel(LoopCore core, SelectableChannel channel) {
        super(channel);
        this.core = core;
    }

    static void addReader(LoopCore core, SelectableChannel channel, Handle reader) throws IOException {
        int operation = channel.validOps() & READS;
        Channels channels = core.openChannels();
        WatchedChannel watch = of(core, channels, channel, operation, "read");
        channels.want(watch, operation);
        cancel(watch.reader);
        watch.reader = reader;
    }

    static boolean removeReader(LoopCore core, SelectableChannel channel) {
        WatchedChannel watch = find(core.channels(), channel);
        if (watch == null || watch.reader == null) {
            return false;
        }
        watch.endReader();
        return true;
    }

    static void addWriter(LoopCore core, SelectableChannel channel, Handle writer) throws IOException {
        boolean connecting = channel instanceof SocketChannel socket && !socket.isConnected();
        int operation = connecting ? SelectionKey.OP_CONNECT : channel.validOps() & SelectionKey.OP_WRITE;
        Channels channels = core.openChannels();
        WatchedChannel watch = of(core, channels, channel, operation, "written");
        channels.unwant(watch, watch.wanted() & WRITES & ~operation); // it was connecting before
        channels.want(watch, operation);
        cancel(watch.writer);
        watch.writer = writer;
    }

    static boolean removeWriter(LoopCore core, SelectableChannel channel) {
        WatchedChannel watch = find(core.channels(), channel);
        if (watch == null || watch.writer == null) {
            return false;
        }
        watch.endWriter();
        return true;
    }

    static void close(LoopCore core, SelectableChannel channel) throws IOException {
        Channels channels = core.channels();
        WatchedChannel watch = find(channels, channel);
        if (channels == null || watch == null) {
            channel.close();
            return;
        }
        watch.wakeCoroutines();
        watch.endReader();
        watch.endWriter();
        channels.close(channel);
    }

    /** Wakes the coroutines that wait for the channel: they meet the closed channel. A callback of the program's is dropped. */
    private void wakeCoroutines() {
        Handle reading = reader;
        if (reading != null && reading.calls(ChannelFrame.class)) {
            reader = null;
            core.add(reading);
        }
        Handle writing = writer;
        if (writing != null && writing.calls(ChannelFrame.class)) {
            writer = null;
            core.add(writing);
        }
    }

    private static WatchedChannel of(
            LoopCore core, Channels channels, SelectableChannel channel, int operation, String verb) {
        if (operation == 0) {
            throw new IllegalArgumentException(channel + " cannot be " + verb + ": it has no such operation");
        }
        if (channel.isOpen() && channel.isBlocking()) {
            throw new IllegalArgumentException(channel
                    + " is in blocking mode, in which no loop can watch it: call configureBlocking(false) first");
        }
        WatchedChannel known = find(channels, channel);
        return known == null ? new WatchedChannel(core, channel) : known;
    }

    private static @Nullable WatchedChannel find(@Nullable Channels channels, SelectableChannel channel) {
        return channels == null ? null : (WatchedChannel) channels.find(channel);
    }

    private void endReader() {
        cancel(reader);
        reader = null;
        end(READS);
    }

    private void endWriter() {
        cancel(writer);
        writer = null;
        end(WRITES);
    }

    private void end(int operations) {
        Channels channels = core.channels();
        if (channels != null) {
            channels.unwant(this, operations);
        }
    }

    private static void cancel(@Nullable Handle handle) {
        if (handle != null) {
            handle.cancel();
        }
    }

    @Override
    protected void ready(int operations) {
        Handle reading = reader;
        if (reading != null && (operations & READS) != 0) {
            core.add(reading);
        }
        Handle writing = writer;
        if (writing != null && (operations & WRITES) != 0) {
            core.add(writing);
        }
    }
}
