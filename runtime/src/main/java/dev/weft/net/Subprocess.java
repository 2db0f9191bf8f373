package dev.weft.net;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import dev.weft.internal.net.ChildProcess;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.PipeWire;
import dev.weft.internal.net.StartedProcess;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A child process, with its pipes as streams; the counterpart of {@code asyncio.subprocess.Process}.
 *
 * <pre>{@code
 * class Sort {
 *     @Async
 *     static Coroutine<Void> program() throws IOException {
 *         try (Subprocess sort = await(Subprocess.exec("sort"))) {
 *             Subprocess.Output output = await(sort.communicate("pear\napple\n".getBytes(US_ASCII)));
 *             System.out.println(new String(output.stdout(), US_ASCII).strip()); // apple, then pear
 *         }
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         run(() -> program());
 *     }
 * }
 * }</pre>
 *
 * <p>A child whose output nobody reads stops when its pipe is full: {@link #communicate()} reads both, and {@link #waitFor} reads
 * up to twice 64 KiB ahead. When {@code run} ends, or the loop is closed, children that still run are killed.
 *
 * <p>The JDK's pipes block, so they are read and written on daemon threads: one for the output as long as it is open, and one for
 * each other pipe that is in use. The loop never blocks, and does not stand still while a process starts. All methods are for the
 * loop's thread.
 */
public final class Subprocess implements AutoCloseable {

    private static final int LIMIT = 1 << 16;

    private final ChildProcess child; // constant after construction
    private final @Nullable StreamWriter stdin; // constant after construction
    private final @Nullable StreamReader stdout; // constant after construction
    private final @Nullable StreamReader stderr; // constant after construction
    private final LoopNetwork network; // constant after construction

    Subprocess(LoopNetwork network, StartedProcess started) {
        this.network = network;
        child = ChildProcess.of(network, started);
        StreamCore input = core(child.stdin());
        StreamCore output = core(child.stdout());
        StreamCore errors = core(child.stderr());
        stdin = input == null ? null : new StreamWriter(input);
        stdout = output == null ? null : new StreamReader(output);
        stderr = errors == null ? null : new StreamReader(errors);
    }

    private @Nullable StreamCore core(@Nullable PipeWire wire) {
        return wire == null ? null : PipeStreams.over(network, wire, LIMIT);
    }

    /**
     * Starts a process with three pipes.
     *
     * @param command the program and its arguments
     * @return a coroutine of the process. If it is cancelled, a process that has started is killed
     * @throws IOException thrown where the coroutine is awaited, if the program cannot be started: it is not found, for instance
     */
    @CheckReturnValue
    public static Coroutine<Subprocess> exec(String... command) throws IOException {
        return Frame.made(new ExecFrame("exec", builder("exec", command)));
    }

    /**
     * Starts a process as a builder says, which also knows a directory, an environment and redirections. The builder may be
     * changed when this has returned.
     *
     * @param command the builder
     * @return a coroutine of the process, as with {@link #exec(String...)}
     * @throws IOException thrown where the coroutine is awaited, if the program cannot be started
     */
    @CheckReturnValue
    public static Coroutine<Subprocess> exec(ProcessBuilder command) throws IOException {
        return Frame.made(new ExecFrame("exec", checked("exec", command)));
    }

    /**
     * Starts a command of the shell, {@code sh -c}, with three pipes.
     *
     * @param command the command, in which the shell expands variables: never put together from what users type
     * @return a coroutine of the process, as with {@link #exec(String...)}
     * @throws IOException thrown where the coroutine is awaited, if the shell cannot be started
     */
    @CheckReturnValue
    public static Coroutine<Subprocess> shell(String command) throws IOException {
        Objects.requireNonNull(command, "shell: a command was expected, got null");
        return Frame.made(new ExecFrame("shell", builder("shell", "sh", "-c", command)));
    }

    /**
     * Runs a process to its end, without input.
     *
     * @param command the program and its arguments
     * @return a coroutine of its output. If it is cancelled, the process is killed, and its exit awaited
     * @throws IOException thrown where the coroutine is awaited, if the program cannot be started
     */
    @CheckReturnValue
    public static Coroutine<Output> run(String... command) throws IOException {
        return Frame.made(new RunFrame(builder("run", command), new byte[0]));
    }

    /**
     * Runs a process to its end.
     *
     * @param command a builder, which also knows a directory, an environment and redirections
     * @param input what the process reads from its input, unless that is redirected
     * @return a coroutine of its output. If it is cancelled, the process is killed, and its exit awaited
     * @throws IOException thrown where the coroutine is awaited, if the program cannot be started
     */
    @CheckReturnValue
    public static Coroutine<Output> run(ProcessBuilder command, byte[] input) throws IOException {
        Objects.requireNonNull(input, "run: the input was expected, got null");
        return Frame.made(new RunFrame(checked("run", command), input));
    }

    private static ProcessBuilder builder(String call, String... command) {
        return checked(call, new ProcessBuilder(command.clone()));
    }

    private static ProcessBuilder checked(String call, ProcessBuilder command) {
        if (command.command().isEmpty()) {
            throw new IllegalArgumentException(call + ": a program was expected, got an empty command");
        }
        for (String part : command.command()) {
            Objects.requireNonNull(part, call + ": a program and its arguments were expected, got null among them");
        }
        return command;
    }

    ChildProcess child() {
        return child;
    }

    LoopNetwork network() {
        return network;
    }

    void checkThread(String call) {
        EventLoops.checkThread(network.loop(), call);
    }

    /**
     * Returns the writer to the input of the process.
     *
     * @return the writer; null if the input is redirected
     */
    public @Nullable StreamWriter stdin() {
        return stdin;
    }

    /**
     * Returns the reader of the output of the process.
     *
     * @return the reader; null if the output is redirected
     */
    public @Nullable StreamReader stdout() {
        return stdout;
    }

    /**
     * Returns the reader of what the process writes to its standard error.
     *
     * @return the reader; null if that is redirected, or goes to the output
     */
    public @Nullable StreamReader stderr() {
        return stderr;
    }

    /**
     * Returns the number of the process.
     *
     * @return the process id
     */
    public long pid() {
        return child.pid();
    }

    /**
     * Returns the code with which the process has ended.
     *
     * @return the code, 128 + n if signal n has ended it; empty while it runs
     */
    public OptionalInt returnCode() {
        return child.hasExited() ? OptionalInt.of(child.exitCode()) : OptionalInt.empty();
    }

    /**
     * Waits until the process has ended. If the coroutine is cancelled, the process is left alone. Meanwhile its output is read,
     * up to 128 KiB of each pipe: a process that writes more without being read never ends.
     *
     * @return a coroutine of the code, 128 + n if signal n has ended it
     */
    @CheckReturnValue
    public Coroutine<Integer> waitFor() {
        return Frame.made(new ExitFrame(this));
    }

    /**
     * Closes the input of the process, reads all its output, and waits until it has ended.
     *
     * @return a coroutine of the output, as with {@link #communicate(byte[])}
     * @throws IOException thrown where the coroutine is awaited, if reading fails
     */
    @CheckReturnValue
    public Coroutine<Output> communicate() throws IOException {
        return Frame.made(new CommunicateFrame(this, new byte[0]));
    }

    /**
     * Writes to the input of the process and closes it, reads all its output meanwhile, and waits until it has ended. A process
     * that does not read its input to the end is no failure. If the coroutine is cancelled, the process is left alone, and what
     * was read stays in the readers.
     *
     * <p>It waits for the end of the output, like asyncio: for a process in the background that has inherited it, too. But
     * when the process has died of a signal from here, nothing but what is there is read.
     *
     * @param input the input, which must not change until the coroutine has ended
     * @return a coroutine of the output; empty for what is redirected
     * @throws IOException thrown where the coroutine is awaited, if reading fails
     * @throws IllegalStateException thrown where the coroutine is awaited, if there is input and the input is redirected
     */
    @CheckReturnValue
    public Coroutine<Output> communicate(byte[] input) throws IOException {
        Objects.requireNonNull(input, "communicate: the input was expected, got null");
        return Frame.made(new CommunicateFrame(this, input));
    }

    /**
     * Sends a signal to the process. Other signals than SIGTERM and SIGKILL are sent by the shell, for which the loop waits some
     * milliseconds.
     *
     * @param signal the name, such as {@code INT} or {@code SIGINT}
     * @throws IOException if the process has ended, or the system knows no such signal
     * @throws IllegalArgumentException if that cannot be the name of a signal
     */
    public void sendSignal(String signal) throws IOException {
        checkThread("sendSignal");
        String name = signal.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring("SIG".length()) : name;
        if (!name.matches("[A-Z][A-Z0-9+-]*")) {
            throw new IllegalArgumentException("sendSignal(\"" + signal + "\"): a name such as INT was expected");
        }
        child.send(name);
    }

    /** Asks the process to end, with SIGTERM where there is such a signal. A no-op if it has ended. */
    public void terminate() {
        checkThread("terminate");
        child.terminate();
    }

    /** Ends the process, with SIGKILL where there is such a signal. A no-op if it has ended. */
    public void kill() {
        checkThread("kill");
        child.kill();
    }

    /** Closes the pipes, and kills the process if it still runs. What was written and not yet taken is lost. */
    @Override
    public void close() {
        checkThread("close");
        child.close();
    }

    @Override
    public String toString() {
        OptionalInt code = returnCode();
        return "Subprocess " + pid() + (code.isPresent() ? ", ended with " + code.getAsInt() : ", running");
    }

    /**
     * The outcome of a process.
     *
     * @param returnCode the code with which it has ended, 128 + n if signal n has ended it
     * @param stdout its output
     * @param stderr what it wrote to its standard error
     */
    public record Output(int returnCode, byte[] stdout, byte[] stderr) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Output that
                    && returnCode == that.returnCode
                    && Arrays.equals(stdout, that.stdout)
                    && Arrays.equals(stderr, that.stderr);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * returnCode + Arrays.hashCode(stdout)) + Arrays.hashCode(stderr);
        }

        @Override
        public String toString() {
            return "Output[returnCode=" + returnCode + ", stdout=" + stdout.length + " bytes, stderr=" + stderr.length
                    + " bytes]";
        }
    }
}
