package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A wait for the first of several sends and receives that can be done; exactly one of them is. The others take and give
 * nothing, also when the task is cancelled.
 *
 * <pre>{@code
 * Channel<String> news = Channel.rendezvous();
 * Channel<String> weather = Channel.rendezvous();
 * createTask(weather.send("sunny"));
 * String report = await(Select.<String>create()
 *         .receive(news, item -> "news: " + item)
 *         .receive(weather, item -> "weather: " + item)
 *         .timeout(Duration.ofSeconds(1), () -> "nothing")
 *         .first());
 * System.out.println(report); // weather: sunny
 * }</pre>
 *
 * <p>If several can be done at once, the one that was named first is. A channel that is closed counts as such, and fails the
 * wait with a {@link ChannelClosedException}.
 *
 * @param <R> the type of the result
 */
public final class Select<R extends @Nullable Object> {

    private final List<Clause<?, R>> clauses = new ArrayList<>(); // the thread that builds it
    private @Nullable Duration delay; // the thread that builds it
    private @Nullable Supplier<? extends R> afterDelay; // the thread that builds it
    private @Nullable Supplier<? extends R> otherwise; // the thread that builds it

    private Select() {}

    /**
     * Creates a wait for nothing yet.
     *
     * @param <R> the type of the result
     * @return a new wait
     */
    public static <R extends @Nullable Object> Select<R> create() {
        return new Select<>();
    }

    /**
     * Adds a receive.
     *
     * @param channel the channel
     * @param then makes the result of the received value; it must not await
     * @param <T> the type of the value
     * @return this wait
     */
    public <T> Select<R> receive(ReceiveChannel<T> channel, Function<? super T, ? extends R> then) {
        Objects.requireNonNull(channel, "receive(null, ...): a channel was expected");
        Objects.requireNonNull(then, "receive(channel, null): a function was expected");
        clauses.add(new Clause<>((Channel<T>) channel, null, then));
        return this;
    }

    /**
     * Adds a send.
     *
     * @param channel the channel
     * @param value the value, not null
     * @param then makes the result after the value was sent; it must not await
     * @param <T> the type of the value
     * @return this wait
     */
    public <T> Select<R> send(SendChannel<T> channel, T value, Supplier<? extends R> then) {
        Objects.requireNonNull(channel, "send(null, ...): a channel was expected");
        Objects.requireNonNull(value, "send(channel, null, ...): a channel cannot carry null");
        Objects.requireNonNull(then, "send(channel, value, null): a function was expected");
        clauses.add(new Clause<>((Channel<T>) channel, value, sent -> then.get()));
        return this;
    }

    /**
     * Sets what happens if nothing can be done for some time. A delay of zero or less lasts one turn of the loop.
     *
     * @param time the time from the beginning of the wait
     * @param then makes the result; it must not await
     * @return this wait
     */
    public Select<R> timeout(Duration time, Supplier<? extends R> then) {
        delay = Objects.requireNonNull(time, "timeout(null, ...): a duration was expected");
        afterDelay = Objects.requireNonNull(then, "timeout(time, null): a function was expected");
        return this;
    }

    /**
     * Sets what happens if nothing can be done at once: this wait then takes no time.
     *
     * @param then makes the result; it must not await
     * @return this wait
     */
    public Select<R> otherwise(Supplier<? extends R> then) {
        otherwise = Objects.requireNonNull(then, "otherwise(null): a function was expected");
        return this;
    }

    /**
     * Waits for the first that can be done, and does it.
     *
     * @return a coroutine of the result
     * @throws IllegalStateException if there is nothing to wait for
     */
    @CheckReturnValue
    public Coroutine<R> first() {
        if (clauses.isEmpty() && afterDelay == null && otherwise == null) {
            throw new IllegalStateException(
                    "a select without a branch would wait for ever: add a receive, a send or a" + " timeout");
        }
        return Frame.made(new SelectFrame<>(clauses, delay, afterDelay, otherwise));
    }
}
