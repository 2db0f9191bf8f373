package dev.weft.sync;

import dev.weft.internal.sync.Heap;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose least value is next; the counterpart of {@code asyncio.PriorityQueue}. Of equal values the one that was put
 * first is next.
 *
 * <pre>{@code
 * record Job(int priority, String name) {}
 * Queue<Job> jobs = new PriorityQueue<>(0, Comparator.comparingInt(Job::priority));
 * jobs.putNow(new Job(2, "sweep"));
 * jobs.putNow(new Job(1, "rescue"));
 * System.out.println(jobs.getNow().name()); // rescue
 * }</pre>
 *
 * <p>A value that the order refuses with an exception is not put, and leaves the queue as it was.
 *
 * @param <T> the type of the values
 */
public final class PriorityQueue<T extends @Nullable Object> extends Queue<T> {

    /** Creates an empty queue without a bound, in the natural order of the values, which must be {@link Comparable}. */
    public PriorityQueue() {
        this(0);
    }

    /**
     * Creates an empty queue in the natural order of the values, which must be {@link Comparable}.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     */
    public PriorityQueue(int maxSize) {
        this(maxSize, naturalOrder());
    }

    /**
     * Creates an empty queue.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     * @param order the order of the values
     */
    public PriorityQueue(int maxSize, Comparator<? super T> order) {
        this(maxSize, order, null);
    }

    /**
     * Creates an empty queue with a name.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     * @param order the order of the values
     * @param name the name by which dumps and messages call it, or null
     */
    public PriorityQueue(int maxSize, Comparator<? super T> order, @Nullable String name) {
        super(maxSize, name, new Heap<>(Objects.requireNonNull(order, "a PriorityQueue needs an order, got null")));
    }

    @SuppressWarnings("unchecked") // values that are not Comparable are refused when they are put
    private static <T extends @Nullable Object> Comparator<T> naturalOrder() {
        return (Comparator<T>) (Comparator<?>) Comparator.<Comparable<Object>>naturalOrder();
    }

    @Override
    String kind() {
        return "PriorityQueue";
    }
}
