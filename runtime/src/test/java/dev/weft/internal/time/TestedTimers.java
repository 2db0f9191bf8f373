package dev.weft.internal.time;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A wheel alone, or the queue of which it is a part: they must do the same. */
record TestedTimers(
        String kind,
        Consumer<Timer> scheduler,
        Predicate<Timer> canceller,
        LongSupplier deadline,
        LongFunction<@Nullable Timer> poller,
        IntSupplier counter,
        BooleanSupplier emptiness,
        Runnable checker) {

    /** One of each kind, without timers, for a clock that shows this time. */
    static List<TestedTimers> all(long origin) {
        return List.of(of(new TimerWheel(origin)), of(new TimerQueue(origin)));
    }

    private static TestedTimers of(TimerWheel wheel) {
        return new TestedTimers(
                "wheel",
                wheel::schedule,
                wheel::cancel,
                wheel::nextDeadline,
                wheel::pollExpired,
                wheel::size,
                wheel::isEmpty,
                wheel::checkInvariants);
    }

    private static TestedTimers of(TimerQueue queue) {
        return new TestedTimers(
                "queue",
                queue::schedule,
                queue::cancel,
                queue::nextDeadline,
                queue::pollExpired,
                queue::size,
                queue::isEmpty,
                queue::checkInvariants);
    }

    void schedule(Timer timer) {
        scheduler.accept(timer);
    }

    boolean cancel(Timer timer) {
        return canceller.test(timer);
    }

    long nextDeadline() {
        return deadline.getAsLong();
    }

    @Nullable
    Timer pollExpired(long now) {
        return poller.apply(now);
    }

    int size() {
        return counter.getAsInt();
    }

    boolean isEmpty() {
        return emptiness.getAsBoolean();
    }

    void checkInvariants() {
        checker.run();
    }

    @Override
    public String toString() {
        return kind;
    }
}
