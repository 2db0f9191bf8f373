package dev.weft.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/** A process that was started for a loop, and the reads of its pipes. */
public final class StartedProcess implements AutoCloseable {

    private final Process process; // constant after construction
    private final boolean writesIn; // constant after construction: there is a pipe to its input
    private final @Nullable PipeReader stdout; // constant after construction: null without a pipe, as the next
    private final @Nullable PipeReader stderr; // constant after construction

    /** Takes over a process that this thread has just started, and whose output it is about to read. */
    StartedProcess(Process process, ProcessBuilder command) {
        this.process = process;
        writesIn = command.redirectInput() == Redirect.PIPE;
        stdout = command.redirectOutput() == Redirect.PIPE ? PipeReader.onThisThread(process.getInputStream()) : null;
        stderr = hasErrors(command) ? reader(process.getErrorStream(), stdout != null) : null;
    }

    private static boolean hasErrors(ProcessBuilder command) {
        return command.redirectError() == Redirect.PIPE && !command.redirectErrorStream();
    }

    private static PipeReader reader(InputStream pipe, boolean threadReadsAnother) {
        return threadReadsAnother ? PipeReader.ofChild(pipe) : PipeReader.onThisThread(pipe);
    }

    /** Returns the pipe whose monitor the thread holds that has started a process: the JDK takes that of the output first. */
    static InputStream held(Process process, ProcessBuilder command) {
        return command.redirectOutput() != Redirect.PIPE && hasErrors(command)
                ? process.getErrorStream()
                : process.getInputStream();
    }

    /** Returns the reads that this thread is about to make, or null. */
    @Nullable
    PipeReader reader() {
        return stdout != null ? stdout : stderr;
    }

    Process process() {
        return process;
    }

    boolean writesIn() {
        return writesIn;
    }

    @Nullable
    PipeReader stdout() {
        return stdout;
    }

    @Nullable
    PipeReader stderr() {
        return stderr;
    }

    /** Kills the process, because nobody wants it any more. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        if (stdout != null) {
            stdout.close();
        }
        if (stderr != null) {
            stderr.close();
        }
    }
}
