package dev.weft.benchmarks.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * How often does a thread wake up, and how much processor time does it use, while many timers are pending and none is
 * due? The arguments are the timer service, the number of timers and the seconds to watch; printed are the wake-ups and
 * the microseconds of processor time, each for a second. It asks Linux: its {@code /proc} knows each thread's share.
 */
public final class IdleTimers {
    private static final long LEAST = 60_000_000_000L; // nanoseconds: none expires while it is measured
    private static final long RANGE = 3_540_000_000_000L; // up to an hour
    private static final long SETTLE_MILLIS = 500;
    private static final int SETTLED_IN_A_MILLI = 1_000; // timers, generously
    private static final long SEED = 20_240_711;

    private IdleTimers() {}

    /** How often a thread has given up its processor since it began, and for how long it has run. */
    private record Activity(long wakeUps, double micros) {}

    /** Prints the two figures. */
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
        Path thread = threadOf(TimerService.THREAD);
        var before = activity(thread);
        Thread.sleep(seconds * 1_000L);
        var after = activity(thread);
        System.out.println((after.wakeUps - before.wakeUps) / (double) seconds);
        System.out.println((after.micros - before.micros) / seconds);
        System.exit(0); // a service's thread may still run
    }

    private static Path threadOf(String name) throws IOException {
        try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                    return thread;
                }
            }
        }
        throw new IllegalStateException("no thread is called " + name);
    }

    private static Activity activity(Path thread) throws IOException {
        long wakeUps = -1;
        for (String line : Files.readAllLines(thread.resolve("status"))) {
            if (line.startsWith("voluntary_ctxt_switches:")) {
                wakeUps = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        String times = Files.readString(thread.resolve("schedstat"));
        return new Activity(wakeUps, Long.parseLong(times.substring(0, times.indexOf(' '))) / 1e3);
    }
}
