package dev.weft.sync;

import dev.weft.Waitable;
import dev.weft.internal.sync.Chain;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait at one end of a channel, first come first.
 *
 * @param <T> the type of the channel's values
 */
final class Line<T> implements Waitable {

    private final Channel<T> channel; // constant after construction
    private final String purpose; // constant after construction
    private final Chain<Branch<T>> branches = new Chain<>(); // loop thread

    Line(Channel<T> channel, String purpose) {
        this.channel = channel;
        this.purpose = purpose;
    }

    void add(Branch<T> branch) {
        branches.add(branch);
    }

    void remove(Branch<T> branch) {
        branches.remove(branch);
    }

    /** Removes and returns the first branch whose coroutine still waits, or null. Others are dropped on the way. */
    @Nullable
    Branch<T> takeFirst() {
        for (Branch<T> branch = branches.first(); branch != null; branch = branches.first()) {
            branches.remove(branch);
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
        int size = branches.size();
        return size == 0 ? "" : ", " + size + " waiting to " + purpose;
    }
}
