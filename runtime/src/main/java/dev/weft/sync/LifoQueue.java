package dev.weft.sync;

import dev.weft.internal.sync.Pile;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose newest value is next; the counterpart of {@code asyncio.LifoQueue}.
 *
 * <pre>{@code
 * Queue<Integer> plates = new LifoQueue<>();
 * plates.putNow(1);
 * plates.putNow(2);
 * System.out.println(plates.getNow()); // 2
 * }</pre>
 *
 * @param <T> the type of the values
 */
public final class LifoQueue<T extends @Nullable Object> extends Queue<T> {

    /** Creates an empty queue without a bound. */
    public LifoQueue() {
        this(0);
    }

    /**
     * Creates an empty queue.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     */
    public LifoQueue(int maxSize) {
        this(maxSize, null);
    }

    /**
     * Creates an empty queue with a name.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     * @param name the name by which dumps and messages call it, or null
     */
    public LifoQueue(int maxSize, @Nullable String name) {
        super(maxSize, name, new Pile<>());
    }

    @Override
    String kind() {
        return "LifoQueue";
    }
}
