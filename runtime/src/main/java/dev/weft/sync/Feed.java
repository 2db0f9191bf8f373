package dev.weft.sync;

import org.jspecify.annotations.Nullable;

/** An object that tells all tasks which wait for it the same news, until it is closed. */
abstract class Feed extends Primitive {

    final WaitList waiters = new WaitList(this, ""); // loop thread
    private boolean closed; // loop thread

    Feed(@Nullable String name) {
        super(name);
    }

    /** Ends the news, and wakes all tasks that wait for some. */
    final void end() {
        checkThread("close");
        closed = true;
        waiters.wakeAll();
    }

    /** Throws if this is closed. */
    final void checkOpen() {
        if (closed) {
            throw new ChannelClosedException(label() + " is closed", null);
        }
    }

    /** Describes the waiters and whether this is closed. */
    final String rest() {
        return waiters + (closed ? ", closed" : "");
    }
}
