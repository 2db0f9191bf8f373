package dev.weft.internal.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;

/** The command {@code kill} of the shell: the JDK itself sends no signals but SIGTERM and SIGKILL. */
final class SignalCommand {

    private SignalCommand() {}

    /** Sends a signal to a process, which takes some milliseconds. */
    static void send(String signal, long pid) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s $1 $2", "sh", signal, Long.toString(pid))
                .redirectOutput(Redirect.DISCARD)
                .start();
        String complaint;
        int code;
        try (var errors = kill.getErrorStream()) {
            complaint = new String(errors.readAllBytes(), UTF_8).strip();
            code = kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it sent SIG" + signal);
        }
        if (code != 0) {
            throw new IOException("SIG" + signal + " cannot be sent to process " + pid + ": " + complaint);
        }
    }
}
