package dev.weft.sync;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import dev.weft.internal.sync.Parcels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipe between tasks with two ends: {@link SendChannel} and {@link ReceiveChannel}. asyncio has none; it is that of
 * Kotlin's coroutines, trio and Go.
 *
 * <pre>{@code
 * Channel<String> letters = Channel.bounded(10, "letters");
 * createTask(() -> {
 *     await(letters.send("hello"));
 *     await(letters.send("goodbye"));
 *     letters.close();
 *     return completed();
 * });
 * for (String letter; (letter = await(letters.receiveOrNull())) != null; ) {
 *     System.out.println(letter); // hello, then goodbye
 * }
 * }</pre>
 *
 * <p>Values arrive in the order in which they were sent. Tasks that wait, at either end, are served in the order in which
 * they came; unlike at a {@link Queue}, a newcomer takes nothing from a task that was woken. {@link Select} waits at several
 * channels.
 *
 * <p>A channel is closed once, and has no {@code taskDone}. A value cannot be null.
 *
 * @param <T> the type of the values
 */
public final class Channel<T> extends Primitive implements SendChannel<T>, ReceiveChannel<T> {

    /*
     * If a task waits to receive, no value is here and no other task waits to send.
     * If a task waits to send, as many values are here as may be, or more.
     * More there are only where cancelled receivers have put values back.
     */
    private final Parcels<T> values = new Parcels<>(); // loop thread
    private final Line<T> receivers = new Line<>(this, "receive"); // loop thread
    private final Line<T> senders = new Line<>(this, "send"); // loop thread
    private final int capacity; // constant after construction
    private boolean closed; // loop thread
    private boolean cancelled; // loop thread
    private @Nullable Throwable cause; // loop thread
    private @Nullable SendFrame<T> spareSend; // loop thread: see Gate
    private @Nullable ReceiveFrame<T> spareReceive; // loop thread: see Gate

    private Channel(int capacity, @Nullable String name) {
        super(name);
        this.capacity = capacity;
    }

    /**
     * Creates a channel that keeps no values: a send waits for a receive.
     *
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> Channel<T> rendezvous() {
        return rendezvous(null);
    }

    /**
     * Creates a channel with a name that keeps no values: a send waits for a receive.
     *
     * @param name the name by which dumps and messages call it, or null
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> Channel<T> rendezvous(@Nullable String name) {
        return new Channel<>(0, name);
    }

    /**
     * Creates a channel that keeps some values: a send waits when it is full.
     *
     * @param capacity the number of values, one or more
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> Channel<T> bounded(int capacity) {
        return bounded(capacity, null);
    }

    /**
     * Creates a channel with a name that keeps some values: a send waits when it is full.
     *
     * @param capacity the number of values, one or more
     * @param name the name by which dumps and messages call it, or null
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> Channel<T> bounded(int capacity, @Nullable String name) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity of a channel is 1 or more, got " + capacity
                    + "; rendezvous() is for a channel that keeps nothing");
        }
        return new Channel<>(capacity, name);
    }

    @Override
    @CheckReturnValue
    public Coroutine<Void> send(T value) {
        Objects.requireNonNull(value, "send(null): a channel cannot carry null");
        SendFrame<T> frame = spareSend;
        if (frame == null) {
            return Frame.made(new SendFrame<>(this, value));
        }
        spareSend = null;
        frame.renew(value);
        return Frame.made(frame);
    }

    @Override
    @CheckReturnValue
    public Coroutine<T> receive() {
        ReceiveFrame<T> frame = spareReceive;
        if (frame == null) {
            return Frame.made(new ReceiveFrame<>(this, false));
        }
        spareReceive = null;
        frame.renew(false);
        return Frame.made(frame);
    }

    @Override
    @CheckReturnValue
    @SuppressWarnings("NullAway") // the frame gives null at the end of the channel
    public Coroutine<@Nullable T> receiveOrNull() {
        ReceiveFrame<T> frame = spareReceive;
        if (frame == null) {
            return Frame.made(new ReceiveFrame<>(this, true));
        }
        spareReceive = null;
        frame.renew(true);
        return Frame.made(frame);
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "trySend(null): a channel cannot carry null");
        checkThread("trySend");
        if (closed) {
            throw closedException();
        }
        Branch<T> receiver = receivers.takeFirst();
        if (receiver != null) {
            receiver.getsValue(value, values.nextNumber());
            return true;
        }
        if (values.size() >= capacity) {
            return false;
        }
        values.add(value);
        return true;
    }

    @Override
    public AsyncIterator<T> values() {
        return new ChannelValues<>(this);
    }

    @Override
    public @Nullable T tryReceive() {
        checkThread("tryReceive");
        T value = poll();
        if (value == null && closed) {
            throw closedException();
        }
        return value;
    }

    /** Takes the next value: one that is here, or else that of the first task that waits to send; null if there is none. */
    @Nullable
    T poll() {
        if (values.size() == 0) {
            Branch<T> sender = senders.takeFirst();
            return sender == null ? null : sender.givesValue();
        }
        T value = values.remove();
        acceptFromSenders();
        return value;
    }

    private void acceptFromSenders() {
        while (values.size() < capacity) {
            Branch<T> sender = senders.takeFirst();
            if (sender == null) {
                return;
            }
            values.add(sender.givesValue());
        }
    }

    /** Takes back a value from a receiver that had no need to wait, and whose awaiter was cancelled. */
    void putBack(T value) {
        putBack(value, values.firstNumber());
    }

    /** Takes back a value from a receiver that was cancelled after it had been given it. */
    void putBack(T value, long number) {
        if (cancelled) {
            LeftValues.discard(value, label(), this::report);
            return;
        }
        Branch<T> receiver = receivers.takeFirst();
        if (receiver != null) {
            receiver.getsValue(value, number);
        } else {
            values.putBack(value, number);
        }
    }

    @Override
    public void close(@Nullable Throwable newCause) {
        checkThread("close");
        if (closed) {
            return;
        }
        closed = true;
        cause = newCause;
        for (Branch<T> receiver = receivers.takeFirst(); receiver != null; receiver = receivers.takeFirst()) {
            receiver.findsClosed();
        }
    }

    @Override
    public void cancel(@Nullable Throwable newCause) {
        checkThread("cancel");
        close(newCause);
        if (cancelled) {
            return;
        }
        cancelled = true;
        for (Branch<T> sender = senders.takeFirst(); sender != null; sender = senders.takeFirst()) {
            sender.findsClosed();
        }
        while (values.size() > 0) {
            LeftValues.discard(values.remove(), label(), this::report);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Tells what a receive of a closed channel gives that has no value left. */
    @Nullable
    T atEnd(boolean nullAtEnd) {
        if (nullAtEnd && cause == null) {
            return null;
        }
        throw closedException();
    }

    ChannelClosedException closedException() {
        return new ChannelClosedException(label() + " is closed", cause);
    }

    /** Returns the number of values that are here. */
    int size() {
        return values.size();
    }

    Line<T> receivers() {
        return receivers;
    }

    Line<T> senders() {
        return senders;
    }

    void keep(SendFrame<T> ended) {
        spareSend = ended;
    }

    void keep(ReceiveFrame<T> ended) {
        spareReceive = ended;
    }

    @Override
    String describeWait(String purpose) {
        return label() + " (" + purpose + ", " + values.size() + " of " + capacity + ")";
    }

    @Override
    String kind() {
        return "Channel";
    }

    @Override
    String stateText() {
        return values.size() + " of " + capacity + receivers + senders + (closed ? ", closed" : "");
    }
}
