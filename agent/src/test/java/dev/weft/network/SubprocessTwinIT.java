package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.StreamReader;
import dev.weft.net.Subprocess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A program with child processes that logs what its Python twin prints, compared with what CPython 3.13 printed. */
class SubprocessTwinIT extends NetworkTest {
    private static String code(Subprocess process) {
        return process.returnCode().isPresent()
                ? String.valueOf(process.returnCode().getAsInt())
                : "None";
    }

    private String pair(byte[] out, byte[] errors) {
        return "(b'" + text(out).replace("\n", "\\n") + "', b'" + text(errors) + "')";
    }

    @Async
    private Coroutine<Void> outputs() throws IOException {
        Subprocess cat = await(Subprocess.exec("cat"));
        log("running", code(cat));
        Subprocess.Output output = await(cat.communicate(bytes("hello\n")));
        log("cat", output.stdout(), output.stderr(), output.returnCode());
        Subprocess lines = await(Subprocess.shell("echo out; echo err >&2; exit 3"));
        log("line", await(lines.stdout().readLine()), await(lines.stderr().readLine()));
        log("end", await(lines.stdout().read(-1)), lines.stdout().atEof(), await(lines.waitFor()));
        Subprocess piped = await(Subprocess.exec(new ProcessBuilder("sh", "-c", "printf 'a b' | tr a c")
                .redirectInput(Redirect.INHERIT)
                .redirectErrorStream(true)));
        log(
                "piped (" + "b'" + text(await(piped.communicate()).stdout()) + "', None)",
                piped.stdin() == null,
                piped.stderr() == null);
        output = await(Subprocess.run(
                new ProcessBuilder("sh", "-c", "echo out; echo err >&2").redirectErrorStream(true), new byte[0]));
        log("merged", output.stdout());
        try {
            await(Subprocess.exec("/no/such/program"));
        } catch (IOException e) {
            log("not found");
        }
        return completed();
    }

    @Async
    private Coroutine<Void> talk() throws IOException {
        Subprocess cat = await(Subprocess.exec("cat"));
        for (String word : List.of("one\n", "two\n")) {
            cat.stdin().write(bytes(word));
            await(cat.stdin().drain());
            log("echoed", await(cat.stdout().readLine()));
        }
        cat.stdin().write(bytes("rest"));
        cat.stdin().writeEof();
        log("rest", await(cat.stdout().read(-1)));
        log("code", await(cat.waitFor()), await(cat.waitFor()), code(cat));
        cat.stdin().close();
        await(cat.stdin().waitClosed());
        log("closing", cat.stdin().isClosing());
        return completed();
    }

    @Async
    private Coroutine<Void> signals() throws IOException {
        Subprocess terminated = await(Subprocess.exec("sleep", "1000"));
        terminated.terminate();
        log("terminate", await(terminated.waitFor()));
        Subprocess killed = await(Subprocess.exec("sleep", "1000"));
        killed.kill();
        log("kill", await(killed.waitFor()));
        Subprocess trap =
                await(Subprocess.shell("trap 'echo got; exit 7' USR1; echo ready; while :; do sleep 0.01; done"));
        log(await(trap.stdout().readLine()));
        trap.sendSignal("SIGUSR1");
        Subprocess.Output output = await(trap.communicate());
        log("signal", pair(output.stdout(), output.stderr()), code(trap));
        try {
            trap.sendSignal("usr1");
        } catch (IOException e) {
            log("gone");
        }
        Subprocess died = await(Subprocess.shell("kill -9 $$"));
        log("died", await(died.waitFor()));
        return completed();
    }

    @Async
    private Coroutine<Void> inputNobodyReads() throws IOException {
        Subprocess deaf = await(Subprocess.shell("exec 0<&-; echo done"));
        Subprocess.Output output = await(deaf.communicate(new byte[1_000_000]));
        log("unread", output.stdout(), output.returnCode());
        Subprocess gone = await(Subprocess.shell("exit 0"));
        await(gone.waitFor());
        gone.stdin().write(bytes("x"));
        try {
            await(gone.stdin().drain());
        } catch (SocketException e) {
            log("lost");
        }
        Subprocess some = await(Subprocess.shell("head -c 3; exit 5"));
        some.stdin().write(bytes("abcdef"));
        log("some", await(some.stdout().read(-1)), await(some.waitFor()));
        return completed();
    }

    @Async
    private Coroutine<Void> logExit(Subprocess process) {
        await(process.waitFor());
        log("exited");
        return completed();
    }

    @Async
    private Coroutine<Void> logEnd(StreamReader reader) throws IOException {
        await(reader.read(-1));
        log("read");
        return completed();
    }

    @Async
    private Coroutine<Void> waits() throws IOException, TimeoutException {
        Subprocess cat = await(Subprocess.exec("cat"));
        try {
            await(waitFor(cat.waitFor(), Duration.ofMillis(50)));
        } catch (TimeoutException e) {
            log("timeout", code(cat));
        }
        await(waitFor(cat.communicate(), Duration.ofSeconds(30)));
        log("code", code(cat));
        Subprocess unread = await(Subprocess.shell("head -c 100000 /dev/zero"));
        log("unread", await(unread.waitFor()));
        log("read", await(unread.stdout().read(-1)).length);
        Subprocess background = await(Subprocess.shell("(sleep 0.1; echo late) & echo early; read go"));
        Subprocess.Output output = await(background.communicate(bytes("go\n")));
        log("background", pair(output.stdout(), output.stderr()));
        Subprocess last =
                await(Subprocess.exec(new ProcessBuilder("sh", "-c", "echo x; cat").redirectError(Redirect.DISCARD)));
        Task<Void> exited = createTask(() -> logExit(last));
        Task<Void> read = createTask(() -> logEnd(last.stdout()));
        await(sleep(Duration.ofMillis(50)));
        last.stdin().close();
        await(gather(exited, read));
        return completed();
    }

    @Async
    private Coroutine<Void> program() throws IOException, TimeoutException {
        await(outputs());
        await(talk());
        await(signals());
        await(inputNobodyReads());
        await(waits());
        return completed();
    }

    @Test
    void processes_asInPython() throws Exception {
        twin("net_subprocess", this::program);
    }
}
