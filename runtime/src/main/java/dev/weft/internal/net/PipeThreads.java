package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.internal.task.EventLoops;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that block in reads and writes of pipes, and in the start of processes, of all loops. They are daemons, and no
 * loop waits for them. A thread ends when it has had nothing to do for a second.
 */
public final class PipeThreads {

    private static final long STACK_BYTES =
            1 << 18; // a read of a program's own stream needs more than the JDK's few calls

    /** Runs blocking calls, each on a thread of its own. */
    public static final Executor EXECUTOR = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DaemonThreads("weft-pipe-", STACK_BYTES));

    private PipeThreads() {}

    /** Throws if a loop cannot wait for other threads and processes because its clock jumps. */
    public static void checkClock(EventLoop loop, String call) {
        if (EventLoops.jumpsInTime(loop)) {
            throw new IllegalStateException(
                    call + " on a loop with a virtual clock, whose time would pass while another"
                            + " process is at work: run on Clock.system()");
        }
    }
}
