package dev.weft.semantics;

import static dev.weft.Weft.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.ExceptionGroup;
import dev.weft.InvalidStateException;
import dev.weft.Outcome;
import dev.weft.Runner;
import dev.weft.testing.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Programs that log what their Python twins print, compared with what CPython 3.13 printed.
 *
 * <p>The twins and their recorded output lie in {@code src/test/resources/semantics}; {@code record.py} there runs them again.
 * Nothing here runs Python.
 */
abstract class Twin {
    private final List<String> lines = new ArrayList<>();
    private final VirtualClock clock = new VirtualClock();
    private final long start = clock.nanoTime();

    /** Runs a program to its end on virtual time and compares its log with the recording. */
    final <T> void twin(String program, AsyncCallable<T> main) {
        runMain(main);
        printsAs(program);
    }

    /** Runs one main on virtual time; failures that nobody looked at are logged. */
    final <T> T runMain(AsyncCallable<T> main) {
        try (Runner runner = Runner.builder().clock(clock).build()) {
            reportTo(runner.loop());
            return runner.run(async(main));
        }
    }

    final void reportTo(EventLoop loop) {
        loop.setExceptionHandler((where, error) -> reported(error.exception()));
    }

    /** A failure that nobody looked at. */
    void reported(Throwable failure) {
        log("reported", failure);
    }

    final List<String> lines() {
        return lines;
    }

    final void printsAs(String program) {
        assertThat(lines).containsExactlyElementsOf(recorded(program));
    }

    final void log(Object... parts) {
        StringJoiner line = new StringJoiner(" ");
        for (Object part : parts) {
            line.add(text(part));
        }
        lines.add(line.toString());
    }

    /** A callback that logs. */
    final Runnable logs(Object... parts) {
        return () -> log(parts);
    }

    /** The virtual seconds since the program began. */
    final Object now() {
        return inSeconds(EventLoop.running().time());
    }

    /** A reading of the loop's clock as seconds since the program began. */
    final Object inSeconds(long nanos) {
        long sinceStart = nanos - start;
        return sinceStart % 1_000_000_000 == 0 ? (Object) (sinceStart / 1_000_000_000) : (Object) (sinceStart / 1e9);
    }

    /** What a callback does that computes for so long. */
    final void block(Duration time) {
        clock.advance(time);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Twin::text).toList().toString();
        }
        if (value instanceof Outcome.Value<?> result) {
            return text(result.value());
        }
        if (value instanceof Outcome.Failure<?> failure) {
            return text(failure.exception());
        }
        if (value instanceof ExceptionGroup group) {
            return "ExceptionGroup" + text(group.exceptions());
        }
        return value instanceof Throwable thrown ? textOf(thrown) : String.valueOf(value);
    }

    private static String textOf(Throwable thrown) {
        String message = thrown.getMessage();
        boolean ours = thrown instanceof Boom || thrown instanceof Fatal || thrown instanceof CancelledError;
        if (ours && message != null && !message.isEmpty()) {
            return thrown.getClass().getSimpleName() + ": " + message;
        }
        boolean plain = thrown instanceof IllegalStateException && !(thrown instanceof InvalidStateException);
        return plain ? "IllegalStateException" : thrown.getClass().getSimpleName();
    }

    static List<String> recorded(String program) {
        String name = "/semantics/" + program + ".txt";
        try (InputStream text = Twin.class.getResourceAsStream(name)) {
            assertThat(text).as("recorded output %s", name).isNotNull();
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
