package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.TimerHandle;
import dev.weft.Waitable;
import dev.weft.abi.Execution;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The coroutine of a {@link Select}. */
final class SelectFrame<R extends @Nullable Object> extends Chooser<R> implements Waitable {

    private final List<Clause<?, R>> clauses; // constant after construction
    private final @Nullable Duration delay; // constant after construction
    private final @Nullable Supplier<? extends R> afterDelay; // constant after construction
    private final @Nullable Supplier<? extends R> otherwise; // constant after construction
    private Branch<?>[] branches = {}; // loop thread: those of the clauses, in order
    private @Nullable TimerHandle timer; // loop thread

    SelectFrame(
            List<Clause<?, R>> clauses,
            @Nullable Duration delay,
            @Nullable Supplier<? extends R> afterDelay,
            @Nullable Supplier<? extends R> otherwise) {
        this.clauses = List.copyOf(clauses);
        this.delay = delay;
        this.afterDelay = afterDelay;
        this.otherwise = otherwise;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        for (Clause<?, R> clause : clauses) {
            Clause.Done<R> done = clause.tryNow();
            if (done != null) {
                return done.result();
            }
        }
        return otherwise != null ? otherwise.get() : waitForFirst(x);
    }

    private Object waitForFirst(Execution x) throws Throwable {
        Branch<?>[] entered = new Branch<?>[clauses.size()];
        for (int i = 0; i < entered.length; i++) {
            entered[i] = clauses.get(i).branch(this);
        }
        branches = entered;
        Object suspended = waitIn(this, x, entered);
        if (delay != null) {
            timer = EventLoop.running().callLater(delay, this::expire);
        }
        return suspended;
    }

    private void expire() {
        if (isOpen()) {
            wake();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    @Nullable
    Object woken(Execution x) {
        cancelTimer();
        Branch<?> chosen = leave();
        for (int i = 0; i < branches.length; i++) {
            if (chosen != null && branches[i] == chosen) {
                return clauses.get(i).result(chosen);
            }
        }
        return java.util.Objects.requireNonNull(afterDelay).get();
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        cancelTimer();
        return super.interrupted(x, thrown);
    }

    @Override
    public String describeWait() {
        Stream<String> waits = Stream.of(branches).map(Branch::describeWait);
        return "Select of " + waits.collect(Collectors.joining(", "));
    }

    @Override
    String kind() {
        return "Select";
    }

    @Override
    String method() {
        return "first";
    }
}
