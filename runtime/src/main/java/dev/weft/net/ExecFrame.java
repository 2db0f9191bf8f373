package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Execution;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.PipeThreads;
import dev.weft.internal.net.ProcessStart;
import dev.weft.internal.net.StartedProcess;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine that starts a process, on another thread. */
final class ExecFrame extends StreamFrame<Subprocess> {

    private final String method; // constant after construction
    private final ProcessStart process; // constant after construction
    private @Nullable Future<StartedProcess> starting; // loop thread: null until it begins

    ExecFrame(String method, ProcessBuilder command) {
        this.method = method;
        process = new ProcessStart(command);
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        EventLoop loop = EventLoop.running();
        PipeThreads.checkClock(loop, method);
        Future<StartedProcess> future = process.begin(loop);
        starting = future;
        return waitFor(future, x);
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        try {
            StartedProcess started = (StartedProcess) Objects.requireNonNull(x.take());
            return new Subprocess(LoopNetwork.of(EventLoop.running()), started);
        } catch (Throwable thrown) {
            killStarted();
            throw thrown;
        }
    }

    /** Kills a process that has started in the turn in which this was cancelled. */
    private void killStarted() throws IOException {
        process.cancel();
        Future<StartedProcess> future = starting;
        if (future != null && future.isDone() && !future.isCancelled() && future.exception() == null) {
            future.result().close();
        }
    }

    @Override
    String kind() {
        return "Subprocess";
    }

    @Override
    String method() {
        return method;
    }
}
