package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes, and that tasks can watch: each sees the latest, and none waits for those that are slow. It is that of
 * tokio; Kotlin calls it a state flow.
 *
 * <pre>{@code
 * Watch<String> light = new Watch<>("red");
 * Watch.Watcher<String> driver = light.watch();
 * light.set("green");
 * light.set("amber");
 * System.out.println(await(driver.changed())); // amber
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class Watch<T extends @Nullable Object> extends Feed {

    private T value; // loop thread
    private long version; // loop thread: the number of changes

    /**
     * Creates a watch.
     *
     * @param value the first value, which may be null
     */
    public Watch(T value) {
        this(value, null);
    }

    /**
     * Creates a watch with a name.
     *
     * @param value the first value, which may be null
     * @param name the name by which dumps and messages call it, or null
     */
    public Watch(T value, @Nullable String name) {
        super(name);
        this.value = value;
    }

    /**
     * Returns the latest value.
     *
     * @return the value
     */
    public T get() {
        return value;
    }

    /**
     * Changes the value, and wakes the tasks that wait for a change. An equal value is a change as well.
     *
     * @param newValue the value, which may be null
     * @throws ChannelClosedException if this watch is closed
     */
    public void set(T newValue) {
        checkThread("set");
        checkOpen();
        value = newValue;
        version++;
        waiters.wakeAll();
    }

    /**
     * Begins to watch: the current value counts as seen.
     *
     * @return a new watcher
     */
    public Watcher<T> watch() {
        return new Watcher<>(this);
    }

    /**
     * Waits until a value has a property; takes no turn if the current one has. Values that are replaced before the waiting
     * task runs are not seen.
     *
     * @param property the question about each value, which must not await
     * @return a coroutine of the first value seen that has it. Awaiting it throws a {@link ChannelClosedException} when this
     *     watch is closed and its last value has not
     */
    @CheckReturnValue
    public Coroutine<T> waitUntil(Predicate<? super T> property) {
        Objects.requireNonNull(property, "waitUntil(null): a predicate was expected");
        return Frame.made(new WatchFrame<>(this, null, property));
    }

    /** Ends the changes. Watchers still see the last value; tasks that wait get a {@link ChannelClosedException}. */
    public void close() {
        end();
    }

    @Override
    String kind() {
        return "Watch";
    }

    @Override
    String stateText() {
        return version + (version == 1 ? " change" : " changes") + rest();
    }

    /**
     * A view of a {@link Watch} that knows what it has seen.
     *
     * @param <T> the type of the value
     */
    public static final class Watcher<T extends @Nullable Object> {

        private final Watch<T> watch; // constant after construction
        private long seen; // loop thread

        private Watcher(Watch<T> watch) {
            this.watch = watch;
            this.seen = watch.version;
        }

        /**
         * Waits until there is a value that this watcher has not seen; takes no turn if there is. A task that is cancelled
         * has seen nothing.
         *
         * @return a coroutine of the latest value. Awaiting it throws a {@link ChannelClosedException} when the watch is
         *     closed and its last value was seen
         */
        @CheckReturnValue
        public Coroutine<T> changed() {
            return Frame.made(new WatchFrame<>(watch, this, null));
        }

        /**
         * Tells whether there is a value that this watcher has not seen.
         *
         * @return true if {@link #changed()} would take no turn
         */
        public boolean hasChanged() {
            return seen != watch.version;
        }
    }

    /** The coroutine of a wait for a value. */
    private static final class WatchFrame<T extends @Nullable Object> extends FeedFrame<T> {

        private final Watch<T> watch; // constant after construction
        private final @Nullable Watcher<T> watcher; // constant after construction
        private final @Nullable Predicate<? super T> property; // constant after construction
        private long seenBefore; // loop thread: by the watcher
        private long taken; // loop thread: the version that it has seen here

        WatchFrame(Watch<T> watch, @Nullable Watcher<T> watcher, @Nullable Predicate<? super T> property) {
            super(watch);
            this.watch = watch;
            this.watcher = watcher;
            this.property = property;
        }

        @Override
        boolean isNew() {
            return (watcher == null || watcher.hasChanged()) && (property == null || property.test(watch.value));
        }

        @Override
        T take() {
            if (watcher != null) {
                seenBefore = watcher.seen;
                taken = watch.version;
                watcher.seen = taken;
            }
            return watch.value;
        }

        @Override
        protected boolean handsOver() {
            return watcher != null;
        }

        @Override
        protected void takeBack(@Nullable Object value) {
            if (watcher != null && watcher.seen == taken) {
                watcher.seen = seenBefore;
            }
        }

        @Override
        String method() {
            return watcher == null ? "waitUntil" : "changed";
        }
    }
}
