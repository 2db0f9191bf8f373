package dev.weft.internal.io;

import org.jspecify.annotations.Nullable;

/** Watched channels in the order in which they came: a list that is linked through them. */
final class WatchList {

    private @Nullable ChannelWatch first; // loop thread
    private @Nullable ChannelWatch last; // loop thread

    @Nullable
    ChannelWatch first() {
        return first;
    }

    void add(ChannelWatch watch) {
        watch.before = last;
        watch.after = null;
        if (last == null) {
            first = watch;
        } else {
            last.after = watch;
        }
        last = watch;
    }

    /** Removes a watch that is in this list. */
    void remove(ChannelWatch watch) {
        ChannelWatch before = watch.before;
        ChannelWatch after = watch.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        watch.before = null;
        watch.after = null;
    }
}
