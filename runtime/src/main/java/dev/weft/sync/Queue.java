package dev.weft.sync;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import dev.weft.internal.sync.Ring;
import dev.weft.internal.sync.Store;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue between tasks; the counterpart of {@code asyncio.Queue}.
 *
 * <pre>{@code
 * Queue<String> jobs = new Queue<>(10, "jobs");
 * createTask(() -> {
 *     await(jobs.put("print"));
 *     await(jobs.put("staple"));
 *     jobs.shutdown(false); // nothing more comes
 *     return completed();
 * });
 * try {
 *     while (true) {
 *         System.out.println(await(jobs.get())); // print, then staple
 *     }
 * } catch (QueueShutdownException e) {
 *     System.out.println("done"); // done
 * }
 * }</pre>
 *
 * <p>Tasks that wait to get, or to put, are woken in the order in which they came. As in asyncio, a newcomer that finds a
 * value may take it before the woken task runs, which then waits again. A value may be null.
 *
 * @param <T> the type of the values
 */
@SuppressWarnings("this-escape") // the lists of waiters only keep the queue
public class Queue<T extends @Nullable Object> extends Primitive {

    private final Store<T> values; // constant after construction
    private final int maxSize; // constant after construction: 0 for no bound
    private final WaitList getters = new WaitList(this, "get"); // loop thread
    private final WaitList putters = new WaitList(this, "put"); // loop thread
    private final WaitList joiners = new WaitList(this, "join"); // loop thread
    private int unfinished; // loop thread: values that were put and not yet marked as done
    private boolean shutDown; // loop thread
    private boolean dropping; // loop thread: it was shut down at once
    private @Nullable PutFrame<T> sparePut; // loop thread: see Gate
    private @Nullable GetFrame<T> spareGet; // loop thread: see Gate

    /** Creates an empty queue without a bound. */
    public Queue() {
        this(0);
    }

    /**
     * Creates an empty queue.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     */
    public Queue(int maxSize) {
        this(maxSize, (String) null);
    }

    /**
     * Creates an empty queue with a name.
     *
     * @param maxSize the number of values that fit in; 0 for no bound
     * @param name the name by which dumps and messages call it, or null
     */
    public Queue(int maxSize, @Nullable String name) {
        this(maxSize, name, new Ring<>());
    }

    Queue(int maxSize, @Nullable String name, Store<T> values) {
        super(name);
        if (maxSize < 0) {
            throw new IllegalArgumentException("the size of a queue is 1 or more, or 0 for no bound; got " + maxSize);
        }
        this.maxSize = maxSize;
        this.values = values;
    }

    /**
     * Waits until this queue is not full, and adds a value.
     *
     * @param value the value, which may be null
     * @return a coroutine without a value. Awaiting it throws a {@link QueueShutdownException} if this queue is shut down
     */
    @CheckReturnValue
    public Coroutine<Void> put(T value) {
        PutFrame<T> frame = sparePut;
        if (frame == null) {
            return Frame.made(new PutFrame<>(this, value));
        }
        sparePut = null;
        frame.renew(value);
        return Frame.made(frame);
    }

    /**
     * Waits until this queue is not empty, and removes the next value.
     *
     * @return a coroutine of the value. Awaiting it throws a {@link QueueShutdownException} if this queue is shut down and
     *     empty
     */
    @CheckReturnValue
    public Coroutine<T> get() {
        GetFrame<T> frame = spareGet;
        if (frame == null) {
            return Frame.made(new GetFrame<>(this));
        }
        spareGet = null;
        frame.renew();
        return Frame.made(frame);
    }

    /**
     * Returns an iterator over the values of this queue. It removes each one as {@link #get()} does, and is at its end when
     * this queue is shut down and empty; {@link #taskDone()} is left to the loop.
     *
     * <pre>{@code
     * Queue<String> jobs = new Queue<>();
     * jobs.putNow("print");
     * jobs.putNow("staple");
     * jobs.shutdown(false);
     * AsyncIterator<String> it = jobs.values();
     * while (await(it.advance())) {
     *     System.out.println(it.current()); // print, then staple
     * }
     * }</pre>
     *
     * @return a new iterator for one task; there may be several, which share the values. It need not be closed
     */
    public AsyncIterator<T> values() {
        return new QueueValues<>(this);
    }

    /**
     * Adds a value without waiting.
     *
     * @param value the value, which may be null
     * @throws QueueFullException if this queue is full
     * @throws QueueShutdownException if this queue is shut down
     */
    public void putNow(T value) {
        checkThread("put");
        if (shutDown) {
            throw shutdownException();
        }
        if (isFull()) {
            throw new QueueFullException(this + " is full: await put(...), which waits");
        }
        values.add(value);
        unfinished++;
        getters.wakeNext();
    }

    /**
     * Removes the next value without waiting.
     *
     * @return the value
     * @throws QueueEmptyException if this queue is empty
     * @throws QueueShutdownException if this queue is shut down and empty
     */
    public T getNow() {
        checkThread("get");
        if (isEmpty()) {
            throw shutDown
                    ? shutdownException()
                    : new QueueEmptyException(this + " is empty: await get(), which waits");
        }
        T value = values.remove();
        putters.wakeNext();
        return value;
    }

    /**
     * Returns the number of values in this queue.
     *
     * @return the number
     */
    public int size() {
        return values.size();
    }

    /**
     * Tells whether this queue is empty.
     *
     * @return true if its size is 0
     */
    public boolean isEmpty() {
        return values.size() == 0;
    }

    /**
     * Tells whether this queue is full.
     *
     * @return true if its size has reached its bound; false without a bound
     */
    public boolean isFull() {
        return maxSize > 0 && values.size() >= maxSize;
    }

    /**
     * Marks the work on a value that was taken as done, for {@link #join()}.
     *
     * @throws IllegalStateException if it is called more often than values were put
     */
    public void taskDone() {
        checkThread("taskDone");
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone of " + this
                    + ", where everything is done already: call it once for" + " each value that was taken");
        }
        if (--unfinished == 0) {
            joiners.wakeAll();
        }
    }

    /**
     * Waits until all values that were put are marked as done.
     *
     * @return a coroutine without a value
     */
    @CheckReturnValue
    public Coroutine<Void> join() {
        return Frame.made(new Join(this));
    }

    /**
     * Shuts this queue down: every put fails from now on, also those that wait, and every get that finds it empty.
     *
     * @param immediate true to drop the values that are left and mark them as done, so that every get fails; {@link #join()}
     *     then waits only for values that were taken
     */
    public void shutdown(boolean immediate) {
        checkThread("shutdown");
        shutDown = true;
        if (immediate) {
            dropAll();
        }
        getters.wakeAll();
        putters.wakeAll();
    }

    private void dropAll() {
        dropping = true;
        while (!isEmpty()) {
            values.remove();
            unfinished = Math.max(0, unfinished - 1);
        }
        if (unfinished == 0) {
            joiners.wakeAll();
        }
    }

    /** Takes back a value whose getter has ended, and that nothing has received. It is the next one again. */
    void putBack(T value) {
        values.putBack(value);
        if (dropping) {
            dropAll();
        } else {
            getters.wakeNext();
        }
    }

    QueueShutdownException shutdownException() {
        return new QueueShutdownException(label() + " is shut down");
    }

    boolean isShutDown() {
        return shutDown;
    }

    void checkNotShutDown() {
        if (shutDown) {
            throw shutdownException();
        }
    }

    WaitList getters() {
        return getters;
    }

    WaitList putters() {
        return putters;
    }

    void keep(PutFrame<T> ended) {
        sparePut = ended;
    }

    void keep(GetFrame<T> ended) {
        spareGet = ended;
    }

    @Override
    final String describeWait(String purpose) {
        String state = purpose.equals("join") ? unfinished + " unfinished" : fill();
        return label() + " (" + purpose + ", " + state + ")";
    }

    private String fill() {
        return maxSize == 0 ? String.valueOf(size()) : size() + " of " + maxSize;
    }

    @Override
    String kind() {
        return "Queue";
    }

    @Override
    final String stateText() {
        String rest = unfinished == 0 ? "" : ", " + unfinished + " unfinished";
        return fill() + getters + putters + joiners + rest + (shutDown ? ", shut down" : "");
    }

    /** The coroutine of {@link Queue#join()}. */
    private static final class Join extends PassFrame {

        private final Queue<?> queue; // constant after construction

        Join(Queue<?> queue) {
            super(queue.joiners);
            this.queue = queue;
        }

        @Override
        boolean isOpen() {
            return queue.unfinished == 0;
        }

        @Override
        Primitive owner() {
            return queue;
        }

        @Override
        String method() {
            return "join";
        }
    }
}
