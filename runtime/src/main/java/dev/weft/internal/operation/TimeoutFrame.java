package dev.weft.internal.operation;

import dev.weft.Coroutine;
import dev.weft.Timeout;
import dev.weft.TimeoutBody;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.task.TimeLimit;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code timeout}: a block of code between the entry and the exit of a {@link Timeout}. */
public final class TimeoutFrame<T extends @Nullable Object> extends RuntimeFrame<T> implements TimeLimit {

    private @Nullable Timeout timeout; // the thread that runs the chain
    private final @Nullable Duration delay; // constant after construction: of a timeout that starts with the block
    private @Nullable Object body; // the thread that runs the chain: the block; once it was called, what it returned

    /** Creates a coroutine of a block of code and its timeout, or the delay of one. */
    public TimeoutFrame(@Nullable Timeout timeout, @Nullable Duration delay, TimeoutBody<T> body) {
        super("timeout");
        this.timeout = timeout;
        this.delay = delay;
        this.body = Objects.requireNonNull(body, "timeout(.., null): a block of code was expected");
    }

    @Override
    @SuppressWarnings("unchecked") // a frame starts once
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        Timeout entered = timeout == null ? Timeout.after(Objects.requireNonNull(delay)) : timeout;
        timeout = entered;
        entered.enter();
        TimeoutBody<T> called = (TimeoutBody<T>) Objects.requireNonNull(body);
        body = null;
        Object outcome;
        try {
            Coroutine<T> returned = called.call(entered);
            body = returned;
            outcome = Await.returned(returned, x, depth, "the body of timeout");
        } catch (Throwable thrown) {
            throw exit(thrown);
        }
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : exit(outcome);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        Object outcome;
        try {
            outcome = x.take();
        } catch (Throwable thrown) {
            throw exit(thrown);
        }
        return exit(outcome);
    }

    @Override
    protected boolean handsOver() {
        return handsOver(body);
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        takeBack(body, value);
    }

    @Override
    public long nanosLeft(long now) {
        return timeout == null ? FOR_EVER : ((TimeoutCore) timeout).nanosLeft(now);
    }

    private Throwable exit(Throwable thrown) {
        return Objects.requireNonNull(Objects.requireNonNull(timeout).exit(thrown));
    }

    private @Nullable Object exit(@Nullable Object value) {
        Objects.requireNonNull(timeout).exit(null);
        return value;
    }
}
