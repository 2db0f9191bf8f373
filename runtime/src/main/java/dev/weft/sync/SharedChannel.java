package dev.weft.sync;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.abi.Frame;
import dev.weft.internal.sync.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pipe between tasks of several event loops, which keeps some values. Within one loop a {@link Channel} costs less.
 *
 * <pre>{@code
 * class Letters {
 *     @Async
 *     static Coroutine<Void> write(SharedChannel<String> letters) {
 *         await(letters.send("hello"));
 *         await(letters.send("goodbye"));
 *         letters.close();
 *         return completed();
 *     }
 *
 *     @Async
 *     static Coroutine<Void> read(SharedChannel<String> letters) {
 *         for (String letter; (letter = await(letters.receiveOrNull())) != null; ) {
 *             System.out.println(letter); // hello, then goodbye
 *         }
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         SharedChannel<String> letters = SharedChannel.bounded(10);
 *         try (Loops loops = Loops.of(2)) {
 *             loops.spawn(() -> write(letters));
 *             loops.spawn(() -> read(letters)).join();
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The values of one task arrive in the order in which it has sent them. Tasks that wait, at either end, are woken in the order
 * in which they came. The values of a batch wake a loop once: a task that was woken finds all that was sent meanwhile, without
 * waiting again, and tasks that wait to send are woken together when the channel is half empty. After 256 calls that need not wait one
 * gives its loop a turn all the same.
 *
 * <p>A value cannot be null. All methods may be called from any thread; those that return a coroutine are awaited on an event loop.
 *
 * @param <T> the type of the values
 */
public final class SharedChannel<T> {

    private static final int AT_ONCE = 256; // calls without a wait: a loop whose peer is as fast has other tasks, too

    private final @Nullable String name; // constant after construction
    private final int capacity; // constant after construction
    private final ReentrantLock lock = new ReentrantLock();

    // any thread, under the lock
    private final Ring<T> values = new Ring<>();
    private final SharedLine receivers = new SharedLine();
    private final SharedLine senders = new SharedLine();
    private boolean closed;
    private boolean cancelled;
    private @Nullable Throwable cause;

    private int
            calls; // any thread, without order: that did not wait; it matters only that they are counted more or less

    private SharedChannel(int capacity, @Nullable String name) {
        this.capacity = capacity;
        this.name = name;
    }

    /**
     * Creates a channel.
     *
     * @param capacity the number of values that it keeps, one or more: a send waits when it is full
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> SharedChannel<T> bounded(int capacity) {
        return bounded(capacity, null);
    }

    /**
     * Creates a channel with a name.
     *
     * @param capacity the number of values that it keeps, one or more: a send waits when it is full
     * @param name the name by which dumps and messages call it, or null
     * @param <T> the type of the values
     * @return an open channel
     */
    public static <T> SharedChannel<T> bounded(int capacity, @Nullable String name) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity of a channel is 1 or more, got " + capacity);
        }
        return new SharedChannel<>(capacity, name);
    }

    /** Tells whether so many calls have not waited that the next one gives its loop a turn first. */
    boolean owesATurn() {
        calls++;
        if (calls <= AT_ONCE) {
            return false;
        }
        calls = 0;
        return true;
    }

    // ---- sending

    /**
     * Sends a value; if there is no room, it waits in line. A task that is cancelled while it waits has not sent it.
     *
     * @param value the value, not null
     * @return a coroutine without a value. Awaiting it throws a {@link ChannelClosedException} if the channel was closed
     *     before, or cancelled meanwhile
     */
    @CheckReturnValue
    public Coroutine<Void> send(T value) {
        return Frame.made(new SharedSendFrame<>(this, checked("send", value)));
    }

    /**
     * Sends a value if there is room, also on a thread that runs no event loop.
     *
     * @param value the value, not null
     * @return false if it would have had to wait
     * @throws ChannelClosedException if the channel is closed
     */
    public boolean trySend(T value) {
        checked("trySend", value);
        lock.lock();
        try {
            return tryAdd(value);
        } finally {
            lock.unlock();
        }
    }

    private T checked(String call, T value) {
        return Objects.requireNonNull(value, call + "(null): a channel cannot carry null");
    }

    private boolean tryAdd(T value) {
        if (closed) {
            throw closedException();
        }
        if (!senders.isEmpty() || values.size() + senders.owed() >= capacity) {
            return false;
        }
        add(value);
        return true;
    }

    private void add(T value) {
        values.add(value);
        if (!receivers.isEmpty() && values.size() > receivers.owed()) {
            receivers.wakeNext();
        }
    }

    /** Sends a value, or adds the sender to its line and returns false. */
    boolean sendOrJoin(T value, SharedSendFrame<T> sender, EventLoop running) {
        lock.lock();
        try {
            if (tryAdd(value)) {
                return true;
            }
            sender.joins(running);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the value of a sender that was woken. */
    void sendOwed(T value, SharedSendFrame<T> sender) {
        lock.lock();
        try {
            senders.leave(sender);
            if (cancelled) {
                throw closedException();
            }
            add(value);
        } finally {
            lock.unlock();
        }
    }

    // ---- receiving

    /**
     * Receives the next value; if there is none, it waits in line. A task that is cancelled while it waits has taken none.
     *
     * @return a coroutine of the value. Awaiting it throws a {@link ChannelClosedException} when the channel is closed and
     *     empty
     */
    @CheckReturnValue
    public Coroutine<T> receive() {
        return Frame.made(new SharedReceiveFrame<>(this, false));
    }

    /**
     * Receives the next value, or null at the end.
     *
     * @return a coroutine of the value, or of null when the channel is closed without a cause and empty. Awaiting it throws
     *     a {@link ChannelClosedException} when the channel was closed with a cause
     */
    @CheckReturnValue
    @SuppressWarnings("NullAway") // the frame gives null at the end of the channel
    public Coroutine<@Nullable T> receiveOrNull() {
        return Frame.made(new SharedReceiveFrame<>(this, true));
    }

    /**
     * Receives the next value if there is one that no other task was woken for, also on a thread that runs no event loop.
     *
     * @return the value, or null if receiving would have to wait
     * @throws ChannelClosedException if the channel is closed and empty
     */
    public @Nullable T tryReceive() {
        lock.lock();
        try {
            T value = tryTake();
            if (value == null && isDrained()) {
                throw closedException();
            }
            return value;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns an iterator over the values, which is at its end when the channel is closed and empty. If it was closed with a cause,
     * the last {@code advance} throws a {@link ChannelClosedException}.
     *
     * @return a new iterator for one task; there may be several, which share the values. It need not be closed
     */
    public AsyncIterator<T> values() {
        return new SharedValues<>(this);
    }

    private @Nullable T tryTake() {
        return receivers.isEmpty() && values.size() > receivers.owed() ? take() : null;
    }

    private T take() {
        T value = values.remove();
        if (values.size() <= capacity / 2) {
            while (!senders.isEmpty() && values.size() + senders.owed() < capacity) {
                senders.wakeNext();
            }
        }
        wakeAtEnd();
        return value;
    }

    /** Tells whether no value is here and none will come. */
    private boolean isDrained() {
        return closed && values.size() == 0 && (cancelled || (senders.isEmpty() && senders.owed() == 0));
    }

    private void wakeAtEnd() {
        if (isDrained()) {
            receivers.wakeAll();
        }
    }

    /** Takes a value; null if the receiver was added to its line, or the channel is at its end: {@link #waits} tells. */
    @Nullable
    T receiveOrJoin(SharedReceiveFrame<T> receiver, EventLoop running) {
        lock.lock();
        try {
            T value = tryTake();
            if (value == null && !isDrained()) {
                receiver.joins(running);
            }
            return value;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the value of a receiver that was woken; null if there is none, as in {@link #receiveOrJoin}. */
    @Nullable
    T receiveOwed(SharedReceiveFrame<T> receiver) {
        lock.lock();
        try {
            receivers.leave(receiver);
            if (values.size() > 0) {
                return take();
            }
            if (!isDrained()) {
                receivers.addFirst(receiver);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a receiver that got no value is in its line; otherwise it is at the end. */
    boolean waits(SharedReceiveFrame<T> receiver) {
        lock.lock();
        try {
            return receivers.has(receiver);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a task that was cancelled, and leaves to the next what it was owed. */
    void leave(SharedWaiter<?> waiter) {
        lock.lock();
        try {
            boolean wasOwed = waiter.line().leave(waiter);
            if (wasOwed && waiter.line() == receivers && !receivers.isEmpty() && values.size() > receivers.owed()) {
                receivers.wakeNext();
            } else if (wasOwed
                    && waiter.line() == senders
                    && !senders.isEmpty()
                    && values.size() + senders.owed() < capacity) {
                senders.wakeNext();
            }
            wakeAtEnd();
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    /** Closes the channel without a cause. See {@link #close(Throwable)}. */
    public void close() {
        close(null);
    }

    /**
     * Closes the channel for new values. Those that were sent before, and those that wait to be sent, are still received. A no-op
     * on a closed channel.
     *
     * @param newCause the cause of the exceptions of later calls, or null
     */
    public void close(@Nullable Throwable newCause) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                cause = newCause;
                wakeAtEnd();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the receiving end without a cause. See {@link #cancel(Throwable)}. */
    public void cancel() {
        cancel(null);
    }

    /**
     * Closes the channel because nothing will be received any more. Tasks that wait, at either end, get a
     * {@link ChannelClosedException}. Values that are in it can reach nobody: those that are {@link AutoCloseable} are closed, on the
     * calling thread.
     *
     * @param newCause the cause of these exceptions, or null
     */
    public void cancel(@Nullable Throwable newCause) {
        List<T> left = new ArrayList<>();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                cause = newCause;
            }
            cancelled = true;
            while (values.size() > 0) {
                left.add(values.remove());
            }
            senders.wakeAll();
            receivers.wakeAll();
        } finally {
            lock.unlock();
        }
        left.forEach(value -> LeftValues.discard(value, label(), SharedChannel::report));
    }

    private static void report(String message, Throwable failure) {
        System.getLogger("dev.weft").log(System.Logger.Level.ERROR, message, failure);
    }

    /**
     * Tells whether the channel takes no new values. There may be some left.
     *
     * @return true after {@code close} or {@code cancel}
     */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Tells what a receive at the end gives. */
    @Nullable
    T atEnd(boolean nullAtEnd) {
        lock.lock();
        try {
            if (nullAtEnd && cause == null) {
                return null;
            }
            throw closedException();
        } finally {
            lock.unlock();
        }
    }

    private ChannelClosedException closedException() {
        return new ChannelClosedException(label() + " is closed", cause);
    }

    SharedLine receivers() {
        return receivers;
    }

    SharedLine senders() {
        return senders;
    }

    final String label() {
        return "SharedChannel " + (name != null ? name : "@" + Integer.toHexString(System.identityHashCode(this)));
    }

    String describeWait(String purpose) {
        return label() + " (" + purpose + ")";
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return label() + " [" + values.size() + " of " + capacity + ", " + receivers + " receiving, " + senders
                    + " sending" + (closed ? ", closed" : "") + "]";
        } finally {
            lock.unlock();
        }
    }
}
