package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose values reach every subscriber. The sender never waits: of a subscriber that is too slow the oldest values
 * are dropped, and it is told how many. It is that of tokio; Kotlin calls it a shared flow.
 *
 * <pre>{@code
 * Broadcast<String> news = new Broadcast<>(2);
 * Broadcast.Subscription<String> reader = news.subscribe();
 * news.send("one");
 * news.send("two");
 * news.send("three");
 * try {
 *     await(reader.receive());
 * } catch (LaggedException e) {
 *     System.out.println("missed: " + e.missed()); // missed: 1
 * }
 * System.out.println(await(reader.receive())); // two
 * }</pre>
 *
 * <p>The latest values are kept once for all subscribers. A value cannot be null.
 *
 * @param <T> the type of the values
 */
public final class Broadcast<T> extends Feed {

    private final @Nullable Object[] latest; // loop thread: value n is at n modulo the length
    private long sent; // loop thread: the number of values

    /**
     * Creates a broadcast.
     *
     * @param capacity the number of values that are kept for slow subscribers, one or more
     */
    public Broadcast(int capacity) {
        this(capacity, null);
    }

    /**
     * Creates a broadcast with a name.
     *
     * @param capacity the number of values that are kept for slow subscribers, one or more
     * @param name the name by which dumps and messages call it, or null
     */
    public Broadcast(int capacity, @Nullable String name) {
        super(name);
        if (capacity < 1) {
            throw new IllegalArgumentException("a broadcast keeps one or more values, got " + capacity);
        }
        latest = new Object[capacity];
    }

    /**
     * Sends a value to all subscribers. Without any it is lost.
     *
     * @param value the value, not null
     * @throws ChannelClosedException if this broadcast is closed
     */
    public void send(T value) {
        Objects.requireNonNull(value, "send(null): a broadcast cannot carry null");
        checkThread("send");
        checkOpen();
        latest[(int) (sent++ % latest.length)] = value;
        waiters.wakeAll();
    }

    /**
     * Subscribes to all values that are sent from now on.
     *
     * @return a new subscription, which has no effect on others and need not be closed
     */
    public Subscription<T> subscribe() {
        return new Subscription<>(this);
    }

    /** Ends the broadcast. Subscribers still receive what was sent, and then a {@link ChannelClosedException}. */
    public void close() {
        end();
    }

    @Override
    String kind() {
        return "Broadcast";
    }

    @Override
    String stateText() {
        return sent + " sent" + rest();
    }

    /**
     * The place of one subscriber in a {@link Broadcast}.
     *
     * @param <T> the type of the values
     */
    public static final class Subscription<T> {

        private final Broadcast<T> broadcast; // constant after construction
        private long next; // loop thread: the number of the next value

        private Subscription(Broadcast<T> broadcast) {
            this.broadcast = broadcast;
            this.next = broadcast.sent;
        }

        /**
         * Receives the next value; takes no turn if there is one. A task that is cancelled has received nothing.
         *
         * @return a coroutine of the value. Awaiting it throws a {@link LaggedException} if values were dropped, once, and a
         *     {@link ChannelClosedException} at the end
         */
        @CheckReturnValue
        public Coroutine<T> receive() {
            return Frame.made(new ReceiveNext<>(this));
        }

        @SuppressWarnings({"unchecked", "NullAway"}) // what is not older than the oldest is there
        private T take() {
            @Nullable Object[] latest = broadcast.latest;
            long oldest = broadcast.sent - latest.length;
            if (next < oldest) {
                long missed = oldest - next;
                next = oldest;
                throw new LaggedException(broadcast.label(), missed);
            }
            return (T) latest[(int) (next++ % latest.length)];
        }
    }

    /** The coroutine of {@link Subscription#receive()}. */
    private static final class ReceiveNext<T> extends FeedFrame<T> {

        private final Subscription<T> subscription; // constant after construction
        private long taken; // loop thread: the number of the value

        ReceiveNext(Subscription<T> subscription) {
            super(subscription.broadcast);
            this.subscription = subscription;
        }

        @Override
        boolean isNew() {
            return subscription.next < subscription.broadcast.sent;
        }

        @Override
        T take() {
            T value = subscription.take();
            taken = subscription.next - 1;
            return value;
        }

        @Override
        protected boolean handsOver() {
            return true;
        }

        @Override
        protected void takeBack(@Nullable Object value) {
            if (subscription.next == taken + 1) {
                subscription.next = taken;
            }
        }

        @Override
        String method() {
            return "receive";
        }
    }
}
