package dev.weft.semantics;

import dev.weft.EventLoop;

/** Counts the turns of the loop with a callback that queues itself again, and logs with the count. */
final class Turns {
    private final Twin twin;
    private int count;
    private boolean on = true;

    Turns(Twin twin) {
        this.twin = twin;
        EventLoop.running().callSoon(this::next);
    }

    private void next() {
        count++;
        if (on) {
            EventLoop.running().callSoon(this::next);
        }
    }

    void log(Object... parts) {
        Object[] all = new Object[parts.length + 1];
        all[0] = count;
        System.arraycopy(parts, 0, all, 1, parts.length);
        twin.log(all);
    }

    /** A virtual clock stands still while something is ready: without this no timer would fire. */
    void stop() {
        on = false;
    }
}
