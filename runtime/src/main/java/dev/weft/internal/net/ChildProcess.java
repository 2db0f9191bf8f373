package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TimerHandle;
import dev.weft.Waitable;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A child process of one loop: its pipes, its exit, and the signals to it.
 *
 * <ol>
 *   <li>The JDK reaps the child and tells of the exit.
 *   <li>Pipes in which something is left are read on, so that those that wait for the exit see the end of the output first, as in
 *       asyncio. A grandchild that holds a pipe delays them for a moment only.
 *   <li>The output of a child that has died of our signal ends with it: what is there is still read, but a grandchild that holds
 *       the pipe is not waited for.
 * </ol>
 */
public final class ChildProcess extends LoopResource implements Waitable {

    private static final Duration HELD = Duration.ofMillis(100); // a pipe that has not ended by then is a grandchild's
    private static final Duration BREAK_OFF =
            Duration.ofMillis(500); // longer, because what is not read by then is lost
    private static final int LEAST_SIGNAL_CODE = 129; // 128 + the number of the signal

    private final LoopNetwork network; // constant after construction
    private final EventLoop loop; // constant after construction
    private final Process process; // constant after construction
    private final @Nullable WritePipeWire stdin; // constant after construction: null if redirected, as the next two
    private final @Nullable ReadPipeWire stdout; // constant after construction
    private final @Nullable ReadPipeWire stderr; // constant after construction
    private final List<Future<Void>> waiting = new ArrayList<>(1); // loop thread
    private int exitCode; // loop thread: once exited
    private boolean exited; // loop thread
    private boolean settled; // loop thread: those that wait may know of the exit
    private boolean signalled; // loop thread
    private boolean killed; // loop thread
    private @Nullable TimerHandle timer; // loop thread: null unless a pipe delays something

    private ChildProcess(LoopNetwork network, StartedProcess started) {
        this.network = network;
        loop = network.loop();
        process = started.process();
        String suffix = " of process " + process.pid();
        stdin = started.writesIn() ? WritePipeWire.ofChild(network, process.getOutputStream(), "stdin" + suffix) : null;
        stdout = output(started.stdout(), "stdout" + suffix);
        stderr = output(started.stderr(), "stderr" + suffix);
    }

    private @Nullable ReadPipeWire output(@Nullable PipeReader reader, String name) {
        return reader == null ? null : ReadPipeWire.ofChild(network, reader, name);
    }

    /** Takes a process over that has been started. */
    public static ChildProcess of(LoopNetwork network, StartedProcess started) {
        ChildProcess child = new ChildProcess(network, started);
        network.add(child);
        for (ReadPipeWire pipe : child.outputs()) {
            pipe.whenQuiet(child::settleIfQuiet);
        }
        CompletionStage<Process> exit = child.process.onExit();
        exit.thenRun(() -> EventLoops.callIfOpen(child.loop, child::exited));
        return child;
    }

    /** Returns the wire to its input, or null. */
    public @Nullable WritePipeWire stdin() {
        return stdin;
    }

    /** Returns the wire from its output, or null. */
    public @Nullable ReadPipeWire stdout() {
        return stdout;
    }

    /** Returns the wire from its output of errors, or null. */
    public @Nullable ReadPipeWire stderr() {
        return stderr;
    }

    private List<ReadPipeWire> outputs() {
        List<ReadPipeWire> found = new ArrayList<>(2);
        if (stdout != null) {
            found.add(stdout);
        }
        if (stderr != null) {
            found.add(stderr);
        }
        return found;
    }

    /** Returns the number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Tells whether the exit is known. */
    public boolean hasExited() {
        return exited;
    }

    /** Returns the code of the exit that is known. */
    public int exitCode() {
        return exitCode;
    }

    /** Tells whether those that wait for the exit may know of it. */
    public boolean isSettled() {
        return settled;
    }

    /** Returns a signal that is given at the exit. Meanwhile the output is read ahead. */
    public Future<Void> exitSignal() {
        Future<Void> signal = loop.createFuture(this);
        waiting.removeIf(Future::isDone); // cancelled ones
        waiting.add(signal);
        outputs().forEach(ReadPipeWire::readAhead);
        return signal;
    }

    private void exited() {
        exited = true;
        exitCode = process.exitValue();
        network.remove(this);
        if (stdin != null) {
            stdin.childExited();
        }
        boolean breaksOff = killed || (signalled && exitCode >= LEAST_SIGNAL_CODE);
        for (ReadPipeWire pipe : outputs()) {
            if (breaksOff) {
                pipe.childExited();
            }
            pipe.readAhead();
        }
        settleIfQuiet();
        if (breaksOff && !outputsEnded()) {
            endTimer();
            timer = loop.callLater(BREAK_OFF, this::breakOff);
        } else if (!settled) {
            timer = loop.callLater(HELD, this::settle);
        }
    }

    private boolean outputsEnded() {
        return outputs().stream().allMatch(ReadPipeWire::isEnded);
    }

    private void settleIfQuiet() {
        if (exited && !settled && outputs().stream().noneMatch(ReadPipeWire::isBusy)) {
            settle();
        }
        if (exited && outputsEnded()) {
            endTimer();
        }
    }

    private void breakOff() {
        outputs().forEach(ReadPipeWire::breakOff);
        settle();
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private void settle() {
        settled = true;
        for (Future<Void> signal : waiting) {
            if (!signal.isDone()) {
                signal.setResult(null);
            }
        }
        waiting.clear();
    }

    private void endTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Asks the process to end; a no-op if it has. */
    public void terminate() {
        signalled = true;
        process.toHandle().destroy(); // that of the process itself also closes its pipes
    }

    /** Ends the process; a no-op if it has ended. */
    public void kill() {
        killed = true;
        process.toHandle().destroyForcibly();
    }

    /** Sends a signal. */
    public void send(String signal) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("SIG" + signal + " to process " + pid() + ", which has ended");
        }
        signalled = true;
        SignalCommand.send(signal, pid());
    }

    /** Closes the pipes, and kills the process if it still runs. */
    public void close() {
        if (!exited) {
            kill();
        }
        if (stdin != null) {
            stdin.abort();
        }
        outputs().forEach(ReadPipeWire::close);
    }

    @Override
    protected void loopCloses() {
        kill();
        endTimer();
    }

    @Override
    public String describeWait() {
        return "the exit of process " + pid();
    }
}
