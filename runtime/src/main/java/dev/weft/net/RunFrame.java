package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.PipeThreads;
import dev.weft.internal.net.ProcessStart;
import dev.weft.internal.net.StartedProcess;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code run}.
 *
 * <ol>
 *   <li>It starts a process, on another thread, and communicates with it.
 *   <li>If that fails, or is cancelled, it kills the process and awaits its exit. A start that is under way is awaited first.
 *   <li>A second cancel ends that wait. The process is killed nevertheless.
 * </ol>
 */
final class RunFrame extends StreamFrame<Subprocess.Output> {

    private final ProcessStart command; // constant after construction
    private final byte[] input; // constant after construction
    private @Nullable Future<StartedProcess> starting; // loop thread: null until it begins
    private @Nullable Subprocess process; // loop thread: null until started
    private @Nullable Throwable failure; // loop thread: thrown when the process has ended

    RunFrame(ProcessBuilder command, byte[] input) {
        this.command = new ProcessStart(command);
        this.input = input;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        EventLoop loop = EventLoop.running();
        PipeThreads.checkClock(loop, method());
        Future<StartedProcess> future = command.begin(loop);
        starting = future;
        return waitFor(signalOf(loop, future), x);
    }

    /** Returns a signal that is given when the start has ended, and whose cancellation does not end it. */
    @SuppressWarnings("NullAway") // Void has no other value
    private static Future<Void> signalOf(EventLoop loop, Future<StartedProcess> future) {
        Future<Void> signal = loop.createFuture(() -> "the start of a process");
        future.addDoneCallback(done -> {
            if (!signal.isDone()) {
                signal.setResult(null);
            }
        });
        return signal;
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        Object outcome;
        try {
            outcome = x.take();
        } catch (Throwable thrown) {
            return end(thrown, x);
        }
        if (failure != null) {
            return end(failure, x);
        }
        if (process != null) {
            return Objects.requireNonNull(outcome);
        }
        Subprocess started =
                new Subprocess(LoopNetwork.of(EventLoop.running()), starting().result());
        process = started;
        Object communicated = Await.await(new CommunicateFrame(started, input), x, 0);
        return communicated == SUSPENDED ? suspend(x, 1) : Objects.requireNonNull(communicated);
    }

    private Future<StartedProcess> starting() {
        return Objects.requireNonNull(starting, "nothing was started");
    }

    /** Throws, when the process has ended. */
    private Object end(Throwable thrown, Execution x) throws Throwable {
        boolean again = failure != null && failure != thrown;
        failure = thrown;
        Subprocess started = process;
        if (started == null) {
            Future<StartedProcess> future = starting();
            if (!future.isDone() && !again) {
                return waitFor(signalOf(EventLoop.running(), future), x);
            }
            if (!future.isDone() || future.exception() != null) {
                command.cancel();
                future.cancel();
                throw thrown;
            }
            started = new Subprocess(LoopNetwork.of(EventLoop.running()), future.result());
            process = started;
        }
        started.close();
        if (again || started.child().isSettled()) {
            throw thrown;
        }
        return waitFor(started.child().exitSignal(), x);
    }

    @Override
    protected boolean cleansUpInALoop() {
        return true;
    }

    @Override
    String kind() {
        return "Subprocess";
    }

    @Override
    String method() {
        return "run";
    }
}
