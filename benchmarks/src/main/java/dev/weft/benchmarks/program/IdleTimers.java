package dev.weft.benchmarks.program;

import dev.weft.benchmarks.LinuxThread;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Idle: how often does a thread wake up, and how much processor time does it use, while many timers are pending and
 * none is due? The arguments are the timer service, the number of timers and the seconds to watch; the program prints
 * the wake-ups and the microseconds of processor time per second, which it reads from Linux's {@code /proc}.
 */
public final class IdleTimers {
    private static final long LEAST = 60_000_000_000L; // nanoseconds: no timer expires during the measurement
    private static final long RANGE = 3_540_000_000_000L; // up to an hour
    private static final long SETTLE_MILLIS = 500;
    private static final int SETTLED_IN_A_MILLI = 1_000; // timers, generously
    private static final long SEED = 20_240_711;

    private IdleTimers() {}

    /** Measures and prints the two figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int timers = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        var service = TimerService.named(arguments[0]);
        long now = System.nanoTime();
        long[] deadlines = new SplittableRandom(SEED)
                .longs(timers, LEAST, LEAST + RANGE)
                .map(delay -> now + delay)
                .toArray();
        service.schedule(deadlines, () -> {
            throw new AssertionError("a timer of a minute or more has expired: this measured something else");
        });
        Thread.sleep(SETTLE_MILLIS + timers / SETTLED_IN_A_MILLI);
        var thread = LinuxThread.named(TimerService.THREAD);
        long sleeps = thread.sleeps();
        long runNanos = thread.runNanos();
        Thread.sleep(seconds * 1_000L);
        System.out.println((thread.sleeps() - sleeps) / (double) seconds);
        System.out.println((thread.runNanos() - runNanos) / 1e3 / seconds);
        System.exit(0); // a service's thread may still be running
    }
}
