package dev.weft.semantics;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;

/** What calls allocate on the thread that makes them. */
final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;

    private AllocatedBytes() {}

    /**
     * The bytes of one call: from so many to twice as many, since both measure the same overhead.
     *
     * @param calls makes as many calls as it is told
     */
    static long perCall(LongConsumer calls, long times) {
        return (least(calls, 2 * times) - least(calls, times)) / times;
    }

    /** The least of a few rounds: in some the JVM loads or links something, which it does once and not in each call. */
    private static long least(LongConsumer calls, long times) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            calls.accept(times);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
