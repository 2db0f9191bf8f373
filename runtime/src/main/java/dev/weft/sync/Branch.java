package dev.weft.sync;

import dev.weft.internal.sync.Link;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wait at one end of a channel: that of a send or a receive, or one of several of a {@link Select}.
 *
 * @param <T> the type of the channel's values
 */
final class Branch<T> extends Link<Branch<T>> {

    /*
     * waiting -> value given or taken   the other end came
     * waiting -> closed                 the channel was closed
     */
    private final Chooser<?> chooser; // constant after construction
    final Channel<T> channel; // constant after construction
    private final Line<T> line; // constant after construction: that of the senders or that of the receivers

    private @Nullable T value; // loop thread: to be sent, or received
    private long number; // loop thread: the place of a received value
    private boolean closed; // loop thread

    /** Creates the wait of a send, with its value, or of a receive. */
    Branch(Chooser<?> chooser, Channel<T> channel, @Nullable T value) {
        this.chooser = chooser;
        this.channel = channel;
        this.value = value;
        this.line = value == null ? channel.receivers() : channel.senders();
    }

    private boolean isReceive() {
        return line == channel.receivers();
    }

    void enter() {
        line.add(this);
    }

    void leave() {
        line.remove(this);
    }

    /** Tells whether the coroutine still waits, and has chosen no other branch. */
    boolean isOpen() {
        return chooser.isOpen();
    }

    void getsValue(T received, long itsNumber) {
        value = received;
        number = itsNumber;
        chooser.choose(this);
    }

    T givesValue() {
        T sent = Objects.requireNonNull(value);
        chooser.choose(this);
        return sent;
    }

    void findsClosed() {
        closed = true;
        chooser.choose(this);
    }

    boolean isClosed() {
        return closed;
    }

    T value() {
        return Objects.requireNonNull(value);
    }

    String describeWait() {
        return line.describeWait();
    }

    /** Undoes what was done for a coroutine that was cancelled after that. What was sent stays sent. */
    void undo() {
        if (isReceive() && !closed) {
            channel.putBack(value(), number);
        }
    }
}
