package dev.weft.internal.io;

import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;

/** A watch that records what it is told. */
final class RecordedWatch extends ChannelWatch {
    final List<Integer> ready = new ArrayList<>();

    RecordedWatch(SelectableChannel channel) {
        super(channel);
    }

    @Override
    protected void ready(int operations) {
        ready.add(operations);
    }
}
