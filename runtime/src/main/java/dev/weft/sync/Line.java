package dev.weft.sync;

import dev.weft.Waitable;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait at one end of a channel, first come first: a list that is linked through them.
 *
 * @param <T> the type of the channel's values
 */
final class Line<T> implements Waitable {

    private final Channel<T> channel; // constant after construction
    private final String purpose; // constant after construction
    private @Nullable Branch<T> first; // loop thread
    private @Nullable Branch<T> last; // loop thread
    private int size; // loop thread

    Line(Channel<T> channel, String purpose) {
        this.channel = channel;
        this.purpose = purpose;
    }

    void add(Branch<T> branch) {
        branch.before = last;
        branch.after = null;
        if (last == null) {
            first = branch;
        } else {
            last.after = branch;
        }
        last = branch;
        size++;
    }

    /** Removes a branch; a no-op if it is not here. */
    void remove(Branch<T> branch) {
        Branch<T> before = branch.before;
        Branch<T> after = branch.after;
        if (before == null && first != branch) {
            return;
        }
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
        branch.before = null;
        branch.after = null;
        size--;
    }

    /** Removes and returns the first branch whose coroutine still waits, or null. Others are dropped on the way. */
    @Nullable
    Branch<T> takeFirst() {
        for (Branch<T> branch = first; branch != null; branch = first) {
            remove(branch);
            if (branch.isOpen()) {
                return branch;
            }
        }
        return null;
    }

    @Override
    public String describeWait() {
        return channel.describeWait(purpose);
    }

    @Override
    public String toString() {
        return size == 0 ? "" : ", " + size + " waiting to " + purpose;
    }
}
