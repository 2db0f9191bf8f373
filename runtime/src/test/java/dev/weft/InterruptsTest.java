package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals, each in a process of its own: time is real here. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class InterruptsTest {

    private static final int ENDED_BY_SIGINT = 130;
    private static final int PATIENCE_SECONDS = 60; // a process that hangs ends with another exit code
    private static final List<String> ASK_FOR_SIGINT = List.of("env", "--default-signal=INT"); // of GNU coreutils

    @Test
    void sigint_underRun_cancelsMainLetsItCleanUpAndEndsTheProcess() throws Exception {
        Process process = start("cleanUp", "PT0.01S");
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
        Process process = start("cleanUp", "P1D");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            readUntil("ready", output, lines);
            interrupt(process);
            readUntil("cleaning up", output, lines);
            interrupt(process);

            assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
        }
    }

    @Test
    void sigint_inANamedModule_cancelsMain() throws Exception {
        Path tests = Path.of(SignalProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> module = List.of("-p", Path.of("target", "classes").toString(), "--limit-modules", "dev.weft");
        Process process = start(
                module,
                List.of("--patch-module", "dev.weft=" + tests, "-m", "dev.weft/" + SignalProgram.class.getName()),
                "cleanUp",
                "PT0.01S");
        assertThat(interruptedAt("ready", process)).containsExactly("ready", "cleaning up", "clean", "run has ended");
        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }

    @Test
    void sigint_inDebugMode_isTheCauseInMain() throws Exception {
        Process process = start("inDebugMode");
        assertThat(interruptedAt("ready", process))
                .containsExactly("ready", "the cancellation was requested by SIGINT");
    }

    @Test
    void sigint_afterARunWithAHandler_endsTheProcess() throws Exception {
        Process process = start("afterHandler");
        assertThat(interruptedAt("ready", process)).containsExactly("ready");
        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }

    @Test
    void handlerOfTheProgram_setInsideRun_isKept() throws Exception {
        Process process = start("ownHandler");
        assertThat(interruptedAt("ready", process)).containsExactly("ready", "own handler");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void handlerOfTheProgram_thatPassesOnToAHandlerOfAnEndedRun_reachesTheJvms() throws Exception {
        Process process = start("chainedHandler");
        assertThat(interruptedAt("ready", process)).containsExactly("ready", "own handler");
        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }

    @ParameterizedTest
    @CsvSource({"firstClosesFirst, second", "secondClosesFirst, first"})
    void handlersOfTwoLoops_oneClosed_leaveTheOthersAndThenTheJvms(String order, String left) throws Exception {
        Process process = start("twoLoops", order);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            readUntil("ready", output, lines);
            interrupt(process);
            readUntil("both closed", output, lines);
            interrupt(process);
            assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
        }
        assertThat(lines).containsExactly("ready", left, "both closed");
    }

    @Test
    void handlersThatAreGone_leaveTheWatchOfRun() throws Exception {
        Process process = start("loopInsideRun");
        assertThat(interruptedAt("ready", process)).containsExactly("ready");
        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGINT);
    }

    /** Interrupts a program once, and returns all that it prints. */
    private static List<String> interruptedAt(String line, Process process) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            readUntil(line, output, lines);
            interrupt(process);
            readUntil("the end of the stream", output, lines);
        }
        return lines;
    }

    private static Process start(String... arguments) throws Exception {
        List<String> program = List.of("-cp", System.getProperty("java.class.path"), SignalProgram.class.getName());
        return start(List.of(), program, arguments);
    }

    private static Process start(List<String> options, List<String> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (canAskForSignals()) {
            command.addAll(ASK_FOR_SIGINT);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(program);
        command.addAll(List.of(arguments));
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
}
