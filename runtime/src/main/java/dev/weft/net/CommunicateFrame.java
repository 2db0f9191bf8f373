package dev.weft.net;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.ChildProcess;
import dev.weft.internal.net.ReadPipeWire;
import dev.weft.internal.net.WritePipeWire;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code communicate}.
 *
 * <ol>
 *   <li>It lends the input to the wire, and closes the wire behind it. Whether the process reads it does not matter.
 *   <li>It reads the output to the end, and then the errors, which are read ahead without a limit meanwhile.
 *   <li>It waits for the exit.
 * </ol>
 */
final class CommunicateFrame extends StreamFrame<Subprocess.Output> {

    private static final byte[] NOTHING = new byte[0];

    private final Subprocess process; // constant after construction
    private final ByteBuffer input; // constant after construction
    private byte @Nullable [] stdout; // loop thread: null until it was read
    private byte @Nullable [] stderr; // loop thread: null until it was read

    CommunicateFrame(Subprocess process, byte[] input) {
        this.process = process;
        this.input = ByteBuffer.wrap(input);
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        process.checkThread(method());
        feed();
        readAll(true);
        return advance(x);
    }

    private void feed() {
        WritePipeWire wire = process.child().stdin();
        if (wire != null) {
            wire.writeBorrowed(input);
            wire.close();
        } else if (input.hasRemaining()) {
            throw new IllegalStateException("communicate with input, but the input of " + process + " is redirected");
        }
    }

    private void readAll(boolean on) {
        ChildProcess child = process.child();
        readAll(child.stdout(), on);
        readAll(child.stderr(), on);
    }

    private static void readAll(@Nullable ReadPipeWire wire, boolean on) {
        if (wire != null) {
            wire.unlimited(on);
        }
    }

    private Object advance(Execution x) throws Throwable {
        if (stdout == null) {
            Object read = read(process.stdout(), x);
            if (read == SUSPENDED) {
                return suspend(x, 1);
            }
            stdout = (byte[]) read;
        }
        if (stderr == null) {
            Object read = read(process.stderr(), x);
            if (read == SUSPENDED) {
                return suspend(x, 1);
            }
            stderr = (byte[]) read;
        }
        return process.child().isSettled() ? output() : waitFor(process.child().exitSignal(), x);
    }

    private static Object read(@Nullable StreamReader reader, Execution x) throws Throwable {
        return reader == null ? NOTHING : Objects.requireNonNull(Await.await(reader.read(-1), x, 0));
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        try {
            Object outcome = x.take();
            if (stdout == null) {
                stdout = (byte[]) Objects.requireNonNull(outcome);
            } else if (stderr == null) {
                stderr = (byte[]) Objects.requireNonNull(outcome);
            }
            return process.child().isSettled() && stderr != null ? output() : advance(x);
        } catch (Throwable thrown) {
            abandon();
            throw thrown;
        }
    }

    /** Takes the input back, which may change from now on, and leaves the output to the readers. */
    private void abandon() {
        WritePipeWire wire = process.child().stdin();
        if (wire != null) {
            wire.returnBorrowed(input);
        }
        readAll(false);
    }

    private Subprocess.Output output() {
        return new Subprocess.Output(
                process.child().exitCode(), Objects.requireNonNull(stdout), Objects.requireNonNull(stderr));
    }

    @Override
    String kind() {
        return "Subprocess";
    }

    @Override
    String method() {
        return "communicate";
    }
}
