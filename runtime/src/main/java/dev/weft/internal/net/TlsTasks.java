package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The steps of handshakes that take a while, off the loop: keys, signatures, and certificates, of which the owner may be asked
 * over the network. The threads are shared by all loops.
 */
final class TlsTasks {

    private static final Executor EXECUTOR = DaemonThreads.executor(
            "weft-tls-", Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

    private TlsTasks() {}

    /** Begins the handshake of a client, for which keys are created: see {@link #runDelegated}. */
    static void begin(EventLoop loop, SSLEngine engine, Consumer<@Nullable Throwable> then) {
        run(
                loop,
                () -> {
                    engine.beginHandshake();
                    return null;
                },
                then);
    }

    /** Runs the tasks that an engine has delegated. Nobody else may use the engine until {@code then} is called, on the loop. */
    static void runDelegated(EventLoop loop, SSLEngine engine, Consumer<@Nullable Throwable> then) {
        run(
                loop,
                () -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                    return null;
                },
                then);
    }

    /** Runs a step; the consumer gets what it has thrown. */
    static void run(EventLoop loop, Callable<@Nullable Void> step, Consumer<@Nullable Throwable> then) {
        Future<@Nullable Void> running = loop.runInExecutor(EXECUTOR, step);
        running.addDoneCallback(done -> then.accept(done.isCancelled() ? null : done.exception()));
    }
}
