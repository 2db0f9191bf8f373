package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.StreamReader;
import dev.weft.net.Subprocess;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 45: what befalls child processes. No child, pipe or thread is left behind. */
class SubprocessFaultsIT extends NetworkTest {
    @Async
    private Coroutine<Void> notFound() throws IOException {
        for (String program : List.of("/no/such/program", "no-such-program", "/tmp")) {
            try {
                await(Subprocess.run(program));
            } catch (IOException e) {
                log(program, e.getMessage().contains(program));
            }
        }
        return completed();
    }

    @Test
    void program_thatCannotBeStarted_isAnIOExceptionThatNamesIt() {
        run(this::notFound);
        assertThat(lines).containsExactly("/no/such/program True", "no-such-program True", "/tmp True");
    }

    @Async
    private Coroutine<Void> exitsAtOnce() throws IOException {
        Subprocess process = await(Subprocess.exec("true"));
        await(until(() -> process.returnCode().isPresent()));
        log(await(process.waitFor()), await(process.stdout().read(-1)).length);
        Subprocess.Output output = await(process.communicate(bytes("too late")));
        log(output.returnCode(), output.stdout().length);
        log(await(Subprocess.run("false")).returnCode());
        return completed();
    }

    @Test
    void process_thatExitsAtOnce_isKnownBothWays() {
        run(this::exitsAtOnce);
        assertThat(lines).containsExactly("0 0", "0 0", "1");
    }

    @Async
    private Coroutine<Void> manyErrors() throws IOException {
        Subprocess.Output output = await(Subprocess.run("sh", "-c", "head -c 104857600 /dev/zero >&2; exit 4"));
        log(output.returnCode(), output.stdout().length, output.stderr().length);
        return completed();
    }

    @Test
    void communicate_with100MebibytesOfErrors_readsThemWhileItWaitsForOutput() {
        run(this::manyErrors);
        assertThat(lines).containsExactly("4 0 104857600");
    }

    @Async
    private Coroutine<Void> closesItsInput() throws IOException {
        Subprocess process = await(Subprocess.shell("exec 0<&-; echo closed; sleep 0.1"));
        await(process.stdout().readLine());
        process.stdin().write(new byte[1_000_000]);
        try {
            await(process.stdin().drain());
        } catch (SocketException e) {
            log(e.getMessage());
        }
        try {
            await(process.stdin().waitClosed());
        } catch (SocketException e) {
            log(e.getMessage());
        }
        log(await(process.waitFor()));
        return completed();
    }

    @Test
    void input_thatTheProcessHasClosed_isABrokenPipe() {
        run(this::closesItsInput);
        assertThat(lines).containsExactly("Broken pipe", "Broken pipe", "0");
    }

    @Async
    private Coroutine<Void> grandchild() throws IOException {
        Subprocess process = await(Subprocess.shell("sleep 1000 & echo $!; exec sleep 1000"));
        long grandchild =
                Long.parseLong(text(await(process.stdout().readLine())).strip());
        Task<Subprocess.Output> communicating = createTask(() -> process.communicate());
        await(yieldNow());
        process.kill();
        Subprocess.Output output = await(communicating);
        log(output.returnCode(), output.stdout().length);
        ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
        process.close();
        return completed();
    }

    @Test
    void communicate_afterAKill_doesNotWaitForAGrandchildThatHoldsThePipes() {
        run(this::grandchild);
        assertThat(lines).containsExactly("137 0");
    }

    @Async
    private Coroutine<Void> grandchildOfATerminated() throws IOException {
        Subprocess process = await(Subprocess.shell("sleep 1000 & echo $! and more; kill -STOP $$; exec sleep 1000"));
        String first = text(await(process.stdout().read(4)));
        log("waits", first.length());
        process.sendSignal("TERM");
        process.sendSignal("CONT");
        log(await(process.waitFor()), process.returnCode());
        byte[] rest = await(process.stdout().read(-1));
        log(text(rest).strip().endsWith("and more"));
        String all = first + text(rest);
        String number = all.substring(0, all.indexOf(' '));
        ProcessHandle.of(Long.parseLong(number)).ifPresent(ProcessHandle::destroyForcibly);
        process.close();
        return completed();
    }

    @Test
    void output_ofAProcessThatDiesOfASignal_isReadAsFarAsItIsThere() {
        run(this::grandchildOfATerminated);
        assertThat(lines).containsExactly("waits 4", "143 OptionalInt[143]", "True");
    }

    @Async
    private Coroutine<Void> cancelledStarts() throws IOException {
        for (int turns = 0; turns < 40; turns++) {
            Task<Subprocess> starting = createTask(() -> Subprocess.exec("sleep", "1000"));
            for (int i = 0; i < turns; i++) {
                await(turns > 20 ? sleep(Duration.ofNanos(100_000)) : yieldNow());
            }
            starting.cancel();
            try {
                await(starting).close();
            } catch (CancelledError e) {
                log("cancelled");
            }
        }
        return completed();
    }

    @Test
    void process_whoseStartIsCancelled_isKilled() {
        run(this::cancelledStarts);
        assertThat(lines).contains("cancelled");
    }

    @Async
    private Coroutine<Void> cancelledRun(Path file) throws IOException {
        Task<Subprocess.Output> running =
                createTask(() -> Subprocess.run("sh", "-c", "echo $$ > " + file + "; exec sleep 1000"));
        await(until(() -> file.toFile().length() > 0));
        long pid = Long.parseLong(Files.readString(file).strip());
        running.cancel();
        try {
            await(running);
        } catch (CancelledError e) {
            log("cancelled", ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
        return completed();
    }

    @Test
    void run_thatIsCancelled_killsTheProcessAndAwaitsItsExit(@TempDir Path directory) {
        run(() -> cancelledRun(directory.resolve("pid")));
        assertThat(lines).containsExactly("cancelled False");
    }

    @Async
    private Coroutine<Void> cancelledCommunicate() throws IOException {
        Subprocess cat = await(Subprocess.exec("cat"));
        cat.stdin().write(bytes("kept\n"));
        byte[] input = new byte[300_000];
        Task<Subprocess.Output> communicating = createTask(() -> cat.communicate(input));
        await(until(() -> cat.stdout().buffered() >= 5));
        communicating.cancel();
        try {
            await(communicating);
        } catch (CancelledError e) {
            log("cancelled");
        }
        Arrays.fill(input, (byte) 1); // it is the program's again
        log(text(await(cat.stdout().readLine())).strip());
        byte[] rest = await(cat.stdout().read(-1));
        boolean zeros = true;
        for (byte each : rest) {
            zeros &= each == 0;
        }
        log(rest.length, zeros, await(cat.waitFor()));
        return completed();
    }

    @Test
    void communicate_thatIsCancelled_leavesTheProcessAndLosesNothing() {
        run(this::cancelledCommunicate);
        assertThat(lines).containsExactly("cancelled", "kept", "300000 True 0");
    }

    @Async
    private Coroutine<Integer> one(int number) throws IOException {
        Subprocess.Output output = await(
                Subprocess.run(new ProcessBuilder("sh", "-c", "cat; exit " + number % 100), bytes("number " + number)));
        assertThat(text(output.stdout())).isEqualTo("number " + number);
        return completed(output.returnCode());
    }

    @Async
    private Coroutine<Void> atOnce() throws IOException {
        List<Coroutine<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(one(i));
        }
        List<Integer> codes = await(gather(all));
        for (int i = 0; i < 200; i++) {
            assertThat(codes.get(i)).isEqualTo(i % 100);
        }
        return completed();
    }

    @Test
    void processes_200AtOnce_areAllServed() {
        run(() -> atOnce());
    }

    @Async
    private Coroutine<Void> leftOpen() throws IOException {
        for (int i = 0; i < 3; i++) {
            Subprocess left = await(Subprocess.exec("cat"));
            left.stdin().write(new byte[200_000]);
            Task<byte[]> reading = createTask(() -> readUnread(left.stderr()));
            await(yieldNow());
            assertThat(reading.isDone()).isFalse();
        }
        return completed();
    }

    @Async
    private static Coroutine<byte[]> readUnread(StreamReader reader) throws IOException {
        return reader.read(-1);
    }

    @Test
    void children_thatAreOpenWhenRunEnds_areKilled() {
        run(this::leftOpen);
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> closes() throws IOException {
        Subprocess process = await(Subprocess.exec("cat"));
        process.stdin().write(new byte[1_000_000]);
        Task<byte[]> reading = createTask(() -> process.stderr().read(-1));
        await(yieldNow());
        process.close();
        process.close();
        log(await(reading).length, await(process.waitFor()));
        process.kill();
        process.terminate();
        assertThatThrownBy(() -> process.sendSignal("INT")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> process.sendSignal("NO SUCH; true")).isInstanceOf(IllegalArgumentException.class);
        Subprocess other = await(Subprocess.exec("cat"));
        assertThatThrownBy(() -> other.sendSignal("NOSUCH")).isInstanceOf(IOException.class);
        log(await(other.communicate(bytes("alive"))).stdout());
        return completed();
    }

    @Test
    void close_withOpenPipes_killsAndWakesReaders() {
        run(this::closes);
        assertThat(lines).containsExactly("0 137", "b'alive'");
    }

    @Test
    void process_onAVirtualClock_isRefusedWithAdvice() {
        try (TestLoop loop = new TestLoop()) {
            assertThatThrownBy(() -> loop.run(async(() -> Subprocess.run("true"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Clock.system()");
        }
    }
}
