package dev.weft.abi;

import dev.weft.internal.probe.ProbedRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The time of code under test: that of the loop's virtual clock, on the thread of a test's loop; elsewhere the JDK's. */
public final class ProbedTime {

    private ProbedTime() {}

    /**
     * Stands for {@link System#nanoTime}.
     *
     * @return the time in nanoseconds since an arbitrary point
     */
    public static long nanoTime() {
        ProbedRun run = virtual();
        return run == null ? System.nanoTime() : run.nanoTime();
    }

    /**
     * Stands for {@link System#currentTimeMillis}.
     *
     * @return the time in milliseconds since 1970
     */
    public static long currentTimeMillis() {
        ProbedRun run = virtual();
        return run == null ? System.currentTimeMillis() : run.currentTimeMillis();
    }

    /**
     * Stands for {@link Instant#now}.
     *
     * @return the time
     */
    public static Instant instant() {
        ProbedRun run = virtual();
        return run == null ? Instant.now() : run.instant();
    }

    /**
     * Stands for {@link Clock#systemUTC}.
     *
     * @return a clock that looks, each time that it is read, for the time of the thread that reads it
     */
    public static Clock systemUTC() {
        return new LoopClock(Clock.systemUTC());
    }

    /**
     * Stands for {@link Clock#systemDefaultZone}.
     *
     * @return such a clock
     */
    public static Clock systemDefaultZone() {
        return clock(ZoneId.systemDefault());
    }

    /**
     * Stands for {@link Clock#system}.
     *
     * @param zone the zone of the clock
     * @return such a clock
     */
    public static Clock clock(ZoneId zone) {
        return new LoopClock(Clock.system(zone));
    }

    /**
     * Stands for {@link Clock#tickMillis}.
     *
     * @param zone the zone of the clock
     * @return such a clock, in whole milliseconds
     */
    public static Clock tickMillis(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofMillis(1));
    }

    /**
     * Stands for {@link Clock#tickSeconds}.
     *
     * @param zone the zone of the clock
     * @return such a clock, in whole seconds
     */
    public static Clock tickSeconds(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofSeconds(1));
    }

    /**
     * Stands for {@link Clock#tickMinutes}.
     *
     * @param zone the zone of the clock
     * @return such a clock, in whole minutes
     */
    public static Clock tickMinutes(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofMinutes(1));
    }

    /**
     * Sets a calendar that was made for the present time.
     *
     * @param calendar the calendar
     * @return the calendar
     */
    public static Calendar set(Calendar calendar) {
        ProbedRun run = virtual();
        if (run != null) {
            calendar.setTimeInMillis(run.currentTimeMillis());
        }
        return calendar;
    }

    private static @Nullable ProbedRun virtual() {
        ProbedRun run = ProbedRun.current();
        return run != null && run.hasTime() ? run : null;
    }

    /** A clock that shows the time of the loop whose thread reads it, and real time on other threads. */
    private static final class LoopClock extends Clock {

        private final Clock real; // constant after construction

        LoopClock(Clock real) {
            this.real = real;
        }

        @Override
        public ZoneId getZone() {
            return real.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new LoopClock(real.withZone(zone));
        }

        @Override
        public Instant instant() {
            ProbedRun run = virtual();
            return run == null ? real.instant() : run.instant();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }
}
