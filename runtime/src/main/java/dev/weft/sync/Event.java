package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A flag for which tasks can wait; the counterpart of {@code asyncio.Event}.
 *
 * <pre>{@code
 * Event ready = new Event("ready");
 * EventLoop.running().callLater(Duration.ofMillis(10), ready::set);
 * await(ready.waitUntilSet());
 * System.out.println(ready.isSet()); // true
 * }</pre>
 */
public final class Event extends Primitive {

    private final WaitList waiters = new WaitList(this, ""); // loop thread
    private boolean set; // loop thread
    private @Nullable PassFrame spare; // loop thread: see Gate

    /** Creates an event that is not set. */
    public Event() {
        this(null);
    }

    /**
     * Creates an event with a name that is not set.
     *
     * @param name the name by which dumps and messages call it, or null
     */
    public Event(@Nullable String name) {
        super(name);
    }

    /** Sets the flag and wakes all tasks that wait for it, in the order in which they came. */
    public void set() {
        checkThread("set");
        if (!set) {
            set = true;
            waiters.wakeAll();
        }
    }

    /** Clears the flag. Tasks that were woken before go on nevertheless. */
    public void clear() {
        checkThread("clear");
        set = false;
    }

    /**
     * Tells whether the flag is set.
     *
     * @return true after {@link #set()}, until {@link #clear()}
     */
    public boolean isSet() {
        return set;
    }

    /**
     * Waits until the flag is set; takes no turn if it is.
     *
     * @return a coroutine without a value
     */
    @CheckReturnValue
    public Coroutine<Void> waitUntilSet() {
        PassFrame frame = spare;
        if (frame == null) {
            return Frame.made(new WaitUntilSet(this));
        }
        spare = null;
        frame.renew();
        return Frame.made(frame);
    }

    @Override
    String kind() {
        return "Event";
    }

    @Override
    String stateText() {
        return (set ? "set" : "not set") + waiters;
    }

    /** The coroutine of {@link Event#waitUntilSet()}. */
    private static final class WaitUntilSet extends PassFrame {

        private final Event event; // constant after construction

        WaitUntilSet(Event event) {
            super(event.waiters);
            this.event = event;
        }

        @Override
        boolean isOpen() {
            return event.set;
        }

        @Override
        protected void recycle() {
            event.spare = this;
        }

        @Override
        Primitive owner() {
            return event;
        }

        @Override
        String method() {
            return "waitUntilSet";
        }
    }
}
