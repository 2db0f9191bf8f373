package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.waitFor;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.net.StreamReader;
import dev.weft.net.StreamWriter;
import dev.weft.net.Subprocess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A lesson on child processes: their pipes are streams, {@code communicate} serves all three at once, and a wait for the exit can
 * be given up.
 */
public final class ProcessPipes {
    private ProcessPipes() {}

    @Async
    static Coroutine<Void> sort() throws IOException {
        Subprocess sort = await(Subprocess.exec("sort"));
        Subprocess.Output output = await(sort.communicate("pear\nfig\napple\n".getBytes(US_ASCII)));
        System.out.println("sorted: " + text(output.stdout()).replace('\n', ' ') + ", code " + output.returnCode());
        return completed();
    }

    @Async
    static Coroutine<Void> talk() throws IOException {
        Subprocess cat = await(Subprocess.exec("cat"));
        StreamWriter toCat = requireNonNull(cat.stdin()); // there is one, because it is not redirected
        StreamReader fromCat = requireNonNull(cat.stdout());
        for (String word : new String[] {"tea", "cake"}) {
            toCat.write((word + "\n").getBytes(US_ASCII));
            System.out.println("cat: " + text(await(fromCat.readLine())));
        }
        toCat.close();
        System.out.println("cat has ended with " + await(cat.waitFor()));
        return completed();
    }

    @Async
    static Coroutine<Void> stop() throws IOException {
        Subprocess sleep = await(Subprocess.exec("sleep", "1000"));
        try {
            await(waitFor(sleep.waitFor(), Duration.ofMillis(10)));
        } catch (TimeoutException e) {
            System.out.println("it still sleeps");
        }
        sleep.terminate();
        System.out.println("signal " + (await(sleep.waitFor()) - 128));
        return completed();
    }

    @Async
    static Coroutine<Void> main() throws IOException {
        await(sort());
        await(talk());
        await(stop());
        return completed();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII).strip();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(() -> main());
    }
}
