package dev.weft.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.benchmarks.Checks;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * P8: how much processor time does it take until many timers have expired? The arguments are the timer service, the
 * number of timers and the number of rounds; the program prints the nanoseconds per timer of each round but the first.
 */
public final class ExpiringTimers {
    private static final long LEAD = 300_000_000L; // nanoseconds: all timers are scheduled before the first expires
    private static final long LEAD_EACH = 3_000; // nanoseconds more per timer
    private static final long WINDOW_EACH = 1_000; // nanoseconds per timer: the window of their random deadlines
    private static final long BEFORE = 50_000_000L; // nanoseconds before the first deadline: the measurement starts
    private static final long SEED = 20_240_711;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final TimerService service;
    private final long[] offsets;
    private int expired; // thread of the service

    private ExpiringTimers(TimerService service, int timers) {
        this.service = service;
        offsets = new SplittableRandom(SEED)
                .longs(timers, 0, timers * WINDOW_EACH)
                .toArray();
    }

    /** Measures the rounds and prints their times. */
    public static void main(String[] arguments) throws InterruptedException {
        var timers = new ExpiringTimers(TimerService.named(arguments[0]), Integer.parseInt(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        for (int round = 0; round < rounds; round++) {
            double nanos = timers.round();
            if (round > 0) {
                System.out.println(nanos);
            }
        }
        System.exit(0); // a service's thread may still be running
    }

    private double round() throws InterruptedException {
        System.gc();
        expired = 0;
        var all = new CountDownLatch(1);
        long first = System.nanoTime() + LEAD + offsets.length * LEAD_EACH;
        service.schedule(deadlines(first), () -> {
            if (++expired == offsets.length) {
                all.countDown();
            }
        });
        long untilMeasured = first - BEFORE - System.nanoTime();
        if (untilMeasured < 0) {
            throw new IllegalStateException("scheduling took so long that timers may have expired already");
        }
        Thread.sleep(untilMeasured / 1_000_000);
        long before = system.getProcessCpuTime();
        all.await();
        double nanos = (double) (system.getProcessCpuTime() - before) / offsets.length;
        Checks.expect(offsets.length, expired);
        return nanos;
    }

    private long[] deadlines(long first) {
        long[] deadlines = new long[offsets.length];
        for (int i = 0; i < deadlines.length; i++) {
            deadlines[i] = first + offsets[i];
        }
        return deadlines;
    }
}
