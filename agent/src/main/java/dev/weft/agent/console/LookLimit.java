package dev.weft.agent.console;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a look: the calls of the attach mechanism wait for ever if the process is stopped.
 *
 * <ol>
 *   <li>The state of the process is checked before the attach, which sends it a SIGQUIT: a process that is stopped finds the
 *       signal when it goes on, and prints a dump of its threads.
 *   <li>Another thread looks. It cannot be interrupted, and is left behind if the process does not answer.
 *   <li>Meanwhile the state is checked again and again, and the time.
 * </ol>
 */
final class LookLimit {
    /** The time in which an answer is expected: attach alone takes up to 10.5 s before it gives up. */
    static final long NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250); // between checks of the state

    private final String pid;
    private final Supplier<@Nullable String> obstacle;
    private final long nanos;

    /**
     * Creates a limit.
     *
     * @param pid the process
     * @param obstacle gives the reason why the process cannot answer, or null
     * @param nanos the time that it may take
     */
    LookLimit(String pid, Supplier<@Nullable String> obstacle, long nanos) {
        this.pid = pid;
        this.obstacle = obstacle;
        this.nanos = nanos;
    }

    /**
     * Looks.
     *
     * @throws IOException with a sentence if the process does not answer
     */
    <T> T answer(Callable<T> look) throws Exception {
        check();
        var looking = new FutureTask<>(look);
        var thread = new Thread(looking, "weft-look");
        thread.setDaemon(true);
        thread.start();
        for (long waited = 0; waited < nanos; waited += INTERVAL) {
            try {
                return looking.get(INTERVAL, TimeUnit.NANOSECONDS);
            } catch (TimeoutException pending) {
                check();
            } catch (ExecutionException failed) {
                throw thrown(Objects.requireNonNull(failed.getCause()));
            }
        }
        throw new IOException("process " + pid + " does not answer within " + TimeUnit.NANOSECONDS.toSeconds(nanos)
                + " s. It may be stopped, or short of memory.");
    }

    private void check() throws IOException {
        String reason = obstacle.get();
        if (reason != null) {
            throw new IOException("process " + pid + " does not answer: " + reason + ".");
        }
    }

    private static Exception thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }
}
