package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals, each in a process of its own: time is real here. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class InterruptsTest {

    private static final int ENDED_BY_SIGINT = 130;
    private static final int PATIENCE_SECONDS = 60; // a process that hangs ends with another exit code
    private static final List<String> ASK_FOR_SIGINT = List.of("env", "--default-signal=INT"); // of GNU coreutils

    @Test
    void sigint_underRun_cancelsMainLetsItCleanUpAndEndsTheProcess() throws Exception {
        Process process = start("PT0.01S");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            readUntil("ready", output, lines);
            interrupt(process);
            readUntil("run has ended", output, lines);
        }

        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
        assertThat(lines).containsExactly("ready", "cleaning up", "clean", "run has ended");
    }

    @Test
    void sigint_twice_endsTheProcessAtOnce() throws Exception {
        Process process = start("P1D");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            readUntil("ready", output, lines);
            interrupt(process);
            readUntil("cleaning up", output, lines);
            interrupt(process);

            assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
        }
    }

    private static Process start(String cleanUpTime) throws Exception {
        List<String> command = new ArrayList<>();
        if (canAskForSignals()) {
            command.addAll(ASK_FOR_SIGINT);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), cleanUpTime));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    /** A build that runs in the background has SIGINT ignored, and so would all its children. */
    private static boolean canAskForSignals() throws Exception {
        List<String> command = new ArrayList<>(ASK_FOR_SIGINT);
        command.add("true");
        return new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    private static void readUntil(String end, BufferedReader output, List<String> lines) throws IOException {
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (line.equals(end)) {
                return;
            }
            line = output.readLine();
        }
    }

    /** The program that is interrupted. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            Duration cleanUpTime = Duration.parse(args[0]);
            try {
                Weft.run(Steps.of(
                                "main",
                                x -> handlerIsSet(),
                                x -> print("ready"),
                                x -> Weft.sleep(Duration.ofDays(1)),
                                x -> print("not reached"))
                        .rescuedBy(thrown -> Steps.of(
                                "cleanUp",
                                x -> print("cleaning up"),
                                x -> Weft.sleep(cleanUpTime),
                                x -> print("clean"),
                                x -> {
                                    throw thrown;
                                })));
            } finally {
                print("run has ended");
            }
        }

        /** Waits for the thread that sets the handler. */
        private static Awaitable<?> handlerIsSet() {
            boolean busy = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("weft-signals"));
            return busy
                    ? Steps.of("wait", x -> Weft.sleep(Duration.ofMillis(10)), x -> handlerIsSet())
                    : Weft.completed();
        }

        private static boolean print(String line) {
            System.out.println(line);
            return true;
        }
    }
}
