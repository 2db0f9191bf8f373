package dev.weft.internal.io;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels that one loop watches, and the selector in which it waits for them.
 *
 * <ol>
 *   <li>A channel is registered when its first operation is wanted, and stays registered until it is closed.
 *   <li>A read that is no longer wanted stays armed, because most are wanted again before anything arrives: interest ops
 *       that change twice a request cost a quarter of the throughput. If something does arrive, it is disarmed then. A write
 *       is disarmed at once, because a socket is nearly always ready for it.
 *   <li>A channel that was closed without a word to the loop has lost its key after the next select. The number of keys
 *       tells that there is one; its callbacks are then enqueued, and fail with the channel's own exception.
 *   <li>A select that returns early, with nothing ready and nobody who woke it, is counted. After {@value #EARLY_IN_A_ROW} of
 *       them in a row a new selector takes the place of the old one, which the operating system or the JDK has broken.
 * </ol>
 *
 * <p>All methods are for the loop's thread, but for {@link #wakeup}.
 */
public final class Channels implements Consumer<SelectionKey> {

    static final int EARLY_IN_A_ROW = 512; // Netty's limit as well

    private static final int KEPT_ARMED = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

    private final SelectorSource source; // constant after construction
    private final WatchList wanted = new WatchList(); // loop thread: those of which an operation is wanted
    private final WatchList idle = new WatchList(); // loop thread: the others that are registered
    private volatile Selector selector; // any thread: written by the loop thread
    private int registered; // loop thread: the watches in both lists
    private int early; // loop thread: selects in a row that have returned early
    private int rebuilt; // loop thread

    Channels(SelectorSource source) throws IOException {
        this.source = source;
        selector = source.open();
    }

    /** Returns the watch of a channel, or null. */
    public @Nullable ChannelWatch find(SelectableChannel channel) {
        SelectionKey key = channel.keyFor(selector);
        return key == null ? null : (ChannelWatch) key.attachment();
    }

    /** Tells whether a callback waits for a channel. */
    public boolean anyWanted() {
        return wanted.first() != null;
    }

    /** Tells whether a channel is registered. */
    boolean any() {
        return registered > 0;
    }

    /** Returns the number of times that a new selector has taken the place of a broken one. */
    int rebuilt() {
        return rebuilt;
    }

    /** Begins to watch for operations, beside those that are wanted already. */
    public void want(ChannelWatch watch, int operations) throws ClosedChannelException {
        int now = watch.wanted | operations;
        SelectionKey key = watch.key;
        if (key == null) {
            watch.key = watch.channel().register(selector, now, watch);
            watch.armed = now;
            registered++;
            wanted.add(watch);
        } else if (!key.isValid()) {
            throw new ClosedChannelException();
        } else {
            arm(watch, key, watch.armed | now);
            if (watch.wanted == 0) {
                idle.remove(watch);
                wanted.add(watch);
            }
        }
        watch.wanted = now;
    }

    private static void arm(ChannelWatch watch, SelectionKey key, int operations) throws ClosedChannelException {
        if (watch.armed != operations) {
            try {
                key.interestOps(operations);
            } catch (CancelledKeyException closed) {
                throw (ClosedChannelException) new ClosedChannelException().initCause(closed);
            }
            watch.armed = operations;
        }
    }

    /** Ends the watch for operations. */
    public void unwant(ChannelWatch watch, int operations) {
        int now = watch.wanted & ~operations;
        if (now == watch.wanted) {
            return;
        }
        watch.wanted = now;
        if (now == 0) {
            wanted.remove(watch);
            idle.add(watch);
        }
        disarm(watch, now | (watch.armed & KEPT_ARMED));
    }

    private static void disarm(ChannelWatch watch, int operations) {
        SelectionKey key = watch.key;
        if (key != null && watch.armed != operations && key.isValid()) {
            try {
                key.interestOps(operations);
                watch.armed = operations;
            } catch (CancelledKeyException closed) {
                watch.armed = 0; // another thread has just closed the channel: nothing is armed any more
            }
        }
    }

    /**
     * Closes a channel, and releases its descriptor now. The JDK would wait for the next select, and until then would
     * neither give it back to the operating system nor send a reset.
     */
    public void close(SelectableChannel channel) throws IOException {
        ChannelWatch watch = find(channel);
        if (watch == null) {
            channel.close();
            return;
        }
        unwant(watch, watch.wanted);
        try {
            channel.close();
        } finally {
            selectNow();
        }
    }

    /** Looks which channels are ready, without waiting; returns their number. */
    int selectNow() throws IOException {
        int ready = selector.selectNow(this);
        findLost();
        return ready;
    }

    /** Waits until a channel is ready, a thread wakes this one, or the time is over; 0 waits without limit. */
    int select(long millis) throws IOException {
        int ready = selector.select(this, millis);
        if (findLost() || ready > 0) {
            early = 0;
        }
        return ready;
    }

    /** Notes that the latest select was ended by something that it should be ended by. */
    void endedInTime() {
        early = 0;
    }

    /** Notes that the latest select found nothing and was ended by nothing. */
    void endedEarly() throws IOException {
        early++;
        if (early == EARLY_IN_A_ROW) {
            early = 0;
            rebuild();
        }
    }

    /** Receives a key whose channel is ready. */
    @Override
    public void accept(SelectionKey key) {
        ChannelWatch watch = (ChannelWatch) key.attachment();
        int operations;
        try {
            operations = key.readyOps();
        } catch (CancelledKeyException closed) {
            return; // by another thread, just now: it is found by its lost key
        }
        int known = operations & watch.wanted;
        if (known != operations) {
            disarm(watch, watch.wanted);
        }
        if (known != 0) {
            watch.ready(known);
        }
    }

    /** Finds the watches whose key is lost, and tells whether there were any. */
    private boolean findLost() {
        int lost = registered - selector.keys().size();
        if (lost <= 0) {
            return false;
        }
        int left = findLost(idle, lost);
        findLost(wanted, left);
        return true;
    }

    private int findLost(WatchList watches, int lost) {
        int left = lost;
        ChannelWatch next = watches.first();
        while (left > 0 && next != null) {
            ChannelWatch watch = next;
            next = watch.after;
            if (watch.key != null && !watch.key.isValid()) {
                watches.remove(watch);
                watch.key = null;
                registered--;
                left--;
                if (watch.wanted != 0) {
                    watch.ready(watch.wanted);
                }
            }
        }
        return left;
    }

    private void rebuild() throws IOException {
        Selector broken = selector;
        Selector fresh = source.open();
        move(wanted, fresh);
        move(idle, fresh);
        selector = fresh;
        rebuilt++;
        broken.close();
        findLost();
    }

    private static void move(WatchList watches, Selector to) {
        for (ChannelWatch watch = watches.first(); watch != null; watch = watch.after) {
            try {
                watch.key = watch.channel().register(to, watch.armed, watch);
            } catch (ClosedChannelException closed) {
                assert watch.key == null || !watch.key.isValid() : "a closed channel has lost its key";
            }
        }
    }

    /** Ends the current select, or else the next one; any thread. */
    void wakeup() {
        selector.wakeup();
    }

    /** Closes the selector; the channels are their owners' to close. */
    void close() throws IOException {
        selector.close();
    }
}
