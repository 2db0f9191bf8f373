package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The start of a process, which blocks for some milliseconds, on a thread of {@link PipeThreads}. That thread then reads the output
 * of the process: see {@link PipeReader}.
 */
public final class ProcessStart implements Executor, Callable<StartedProcess> {

    private final ProcessBuilder command; // constant after construction
    private volatile boolean
            begun; // any thread: the start is under way, and what comes now closes a process that came too late
    private volatile boolean cancelled; // any thread
    private volatile boolean taken; // any thread: the loop gets the process, or it is closed in its place
    private @Nullable StartedProcess started; // the thread
    private @Nullable IOException failure; // the thread

    /** Creates a start of a command, which the program may change afterwards. */
    public ProcessStart(ProcessBuilder command) {
        ProcessBuilder copy = new ProcessBuilder(command.command().toArray(String[]::new));
        copy.directory(command.directory());
        copy.environment().clear();
        copy.environment().putAll(command.environment());
        copy.redirectInput(command.redirectInput());
        copy.redirectOutput(command.redirectOutput());
        copy.redirectError(command.redirectError());
        copy.redirectErrorStream(command.redirectErrorStream());
        this.command = copy;
    }

    /** Begins; returns the future of the process, which is killed if that is cancelled. */
    public Future<StartedProcess> begin(EventLoop loop) {
        return loop.runInExecutor(this, this);
    }

    /** Starts no process any more, if none was started. */
    public void cancel() {
        cancelled = true;
    }

    /** Runs the delivery of the process on the thread that starts it; whatever comes later on a thread of its own. */
    @Override
    public void execute(Runnable delivery) {
        boolean first = !begun;
        begun = true;
        PipeThreads.EXECUTOR.execute(first ? () -> start(delivery) : delivery);
    }

    private void start(Runnable delivery) {
        if (cancelled) {
            return;
        }
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            failure = e;
            delivery.run();
            return;
        } catch (RuntimeException e) { // of a command that no system could run
            failure = new IOException("the process cannot be started: " + e, e);
            delivery.run();
            return;
        }
        synchronized (StartedProcess.held(process, command)) { // at once: the process may exit now
            StartedProcess taking = new StartedProcess(process, command);
            started = taking;
            deliver(taking, delivery);
            PipeReader reader = taking.reader();
            if (reader != null) {
                reader.run();
            }
        }
    }

    private void deliver(StartedProcess process, Runnable delivery) {
        delivery.run();
        if (!taken) { // cancelled meanwhile: nobody asks for it
            try {
                process.close();
            } catch (IOException e) {
                failure = e; // of a pipe that nobody reads
            }
        }
    }

    /** Returns the process: the delivery asks for it, unless it was cancelled. */
    @Override
    public StartedProcess call() throws IOException {
        if (failure != null) {
            throw failure;
        }
        taken = true;
        return Objects.requireNonNull(started, "a delivery before the start");
    }
}
