package dev.weft.internal.probe;

import dev.weft.Coroutine;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of a call with a fault: it stands for the one that the call has made.
 *
 * <ol>
 *   <li>It fails, and the call is never made; or it sleeps first.
 *   <li>It awaits the call.
 *   <li>It fails although the work is done, or gives the value.
 * </ol>
 *
 * @param <T> the type of its value
 */
public final class FaultyCall<T extends @Nullable Object> extends Frame<T> {

    private static final int SLEEPS = 1;
    private static final int AWAITS = 2;

    private final Coroutine<T> made; // constant after construction
    private final @Nullable Supplier<? extends Throwable> before; // constant after construction
    private final long nanos; // constant after construction
    private final @Nullable Supplier<? extends Throwable> after; // constant after construction

    private FaultyCall(
            Coroutine<T> made,
            @Nullable Supplier<? extends Throwable> before,
            long nanos,
            @Nullable Supplier<? extends Throwable> after) {
        this.made = made;
        this.before = before;
        this.nanos = nanos;
        this.after = after;
    }

    /** Returns a coroutine that fails in place of a call, whose own is closed when it does. */
    public static <T extends @Nullable Object> Coroutine<T> failing(
            Coroutine<T> made, Supplier<? extends Throwable> failure) {
        return new FaultyCall<>(made, failure, 0, null);
    }

    /** Returns a coroutine that does the work of a call, and then fails. */
    public static <T extends @Nullable Object> Coroutine<T> failingAfter(
            Coroutine<T> made, Supplier<? extends Throwable> failure) {
        return new FaultyCall<>(made, null, 0, failure);
    }

    /** Returns a coroutine that sleeps before it does the work of a call. */
    public static <T extends @Nullable Object> Coroutine<T> slow(Coroutine<T> made, long nanos) {
        return new FaultyCall<>(made, null, nanos, null);
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (before != null) {
            made.close();
            throw before.get();
        }
        if (nanos > 0) {
            Await.sleep(Duration.ofNanos(nanos), x);
            return suspend(x, SLEEPS);
        }
        Object outcome = Await.await(made, x, depth);
        return outcome == SUSPENDED ? suspend(x, AWAITS) : ended(outcome);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        int resumedAt = point;
        point = RUNNING;
        if (resumedAt == AWAITS) {
            return ended(x.take());
        }
        try {
            x.take();
        } catch (Throwable cancelled) {
            made.close();
            throw cancelled;
        }
        Object outcome = Await.await(made, x, 0);
        return outcome == SUSPENDED ? suspendAgain(x, AWAITS) : ended(outcome);
    }

    private @Nullable Object ended(@Nullable Object value) throws Throwable {
        if (after != null) {
            throw after.get();
        }
        return value;
    }

    @Override
    protected String describe() {
        return "dev.weft.testing.Faults\tcall\tFaults.java";
    }
}
