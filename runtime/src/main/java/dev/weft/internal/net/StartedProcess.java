package dev.weft.internal.net;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * A process that was started for a loop.
 *
 * @param process the process
 * @param writesIn whether there is a pipe to its input
 * @param readsOut whether there is one from its output
 * @param readsError whether there is one from its output of errors
 */
public record StartedProcess(Process process, boolean writesIn, boolean readsOut, boolean readsError)
        implements AutoCloseable {

    /** Starts a process, which blocks for some milliseconds. */
    public static StartedProcess start(ProcessBuilder command) throws IOException {
        return new StartedProcess(
                command.start(),
                command.redirectInput() == Redirect.PIPE,
                command.redirectOutput() == Redirect.PIPE,
                command.redirectError() == Redirect.PIPE && !command.redirectErrorStream());
    }

    /** Returns a copy of a command, which another thread can start while the program changes the original. */
    public static ProcessBuilder copyOf(ProcessBuilder command) {
        ProcessBuilder copy = new ProcessBuilder(command.command().toArray(String[]::new));
        copy.directory(command.directory());
        copy.environment().clear();
        copy.environment().putAll(command.environment());
        copy.redirectInput(command.redirectInput());
        copy.redirectOutput(command.redirectOutput());
        copy.redirectError(command.redirectError());
        copy.redirectErrorStream(command.redirectErrorStream());
        return copy;
    }

    /** Kills the process, because nobody wants it any more. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
