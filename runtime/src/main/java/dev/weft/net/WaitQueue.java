package dev.weft.net;

import dev.weft.Future;
import dev.weft.internal.task.ChannelWait;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The coroutines that wait for one thing that happens to a stream, first come first. */
final class WaitQueue {

    private final String call; // constant after construction
    private @Nullable ArrayDeque<Entry> entries; // loop thread: null until one waits

    WaitQueue(String call) {
        this.call = call;
    }

    /** Adds a signal, which {@link #wakeAll} gives. */
    Future<Void> add(StreamCore core) {
        return add(core, Long.MAX_VALUE);
    }

    /** Adds a signal, which is given when so many bytes are taken, or by {@link #wakeAll}. */
    Future<Void> add(StreamCore core, long position) {
        ChannelWait wait = () -> call + " of the connection to " + core.wire.remoteAddress();
        Future<Void> signal = core.loop.createFuture(wait);
        ArrayDeque<Entry> known = entries;
        if (known == null) {
            known = new ArrayDeque<>(2);
            entries = known;
        }
        known.add(new Entry(signal, position));
        return signal;
    }

    /** Forgets the signals that were cancelled. */
    void forget() {
        wakeReached(-1);
    }

    /** Gives all signals. */
    void wakeAll() {
        wakeReached(Long.MAX_VALUE);
    }

    /** Gives the signals that wait for no more than so many bytes. */
    void wakeReached(long position) {
        ArrayDeque<Entry> known = entries;
        if (known == null) {
            return;
        }
        known.removeIf(entry -> entry.wake(position));
        if (known.isEmpty()) {
            entries = null;
        }
    }

    private record Entry(Future<Void> signal, long position) {

        /** Gives the signal if its time has come; true if it is over. */
        @SuppressWarnings("NullAway") // Void has no other value
        boolean wake(long reached) {
            if (!signal.isDone() && position <= reached) {
                signal.setResult(null);
            }
            return signal.isDone();
        }
    }
}
