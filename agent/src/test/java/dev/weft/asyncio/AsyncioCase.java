package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.ExceptionGroup;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A test on an event loop in virtual time. What is reported to the exception handler fails it, unless it asks for the {@link #reports}. */
abstract class AsyncioCase {
    /** What the test's coroutines did, in order. */
    final List<String> log = new ArrayList<>();

    final VirtualClock clock = new VirtualClock();
    private final List<LoopError> reports = new ArrayList<>();
    private boolean reportsAreRead;

    /** Runs a program to its end, and shuts its loop down. */
    final <T> T run(AsyncCallable<T> main) {
        try (Runner runner = runner()) {
            return runner.run(async(main));
        }
    }

    /** A runner in virtual time, whose reports are collected. */
    final Runner runner() {
        Runner runner = Runner.builder().clock(clock).build();
        collectReports(runner.loop());
        return runner;
    }

    final void collectReports(EventLoop loop) {
        loop.setExceptionHandler((where, error) -> reports.add(error));
    }

    /** What was reported to the exception handler up to now. */
    final List<LoopError> reports() {
        reportsAreRead = true;
        return reports;
    }

    @AfterEach
    final void reportsAreExpected() {
        if (!reportsAreRead) {
            assertThat(reports).as("reported to the exception handler").isEmpty();
        }
    }

    /** The virtual time since the test began. */
    final Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime());
    }

    final Runnable logs(String event) {
        return () -> log.add(event);
    }

    static <T> Future<T> newFuture() {
        return EventLoop.running().createFuture();
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Awaits in the caller's task and gives what is thrown. */
    @Async
    static Coroutine<Throwable> failureOf(Awaitable<?> awaitable) {
        try {
            await(awaitable);
        } catch (Throwable thrown) {
            return completed(thrown);
        }
        throw new AssertionError("nothing was thrown");
    }

    @Async
    static <T> Coroutine<T> failsAfter(Duration delay, RuntimeException failure) {
        await(sleep(delay));
        throw failure;
    }

    /** A coroutine that sleeps, logs that it was cancelled, and is. */
    @Async
    final Coroutine<Void> logsCancel(String name, Duration delay) {
        try {
            await(sleep(delay));
        } catch (CancelledError e) {
            log.add(name + " cancelled");
            throw e;
        }
        log.add(name + " done");
        return completed();
    }

    /** A coroutine whose cleanup fails, whether it is cancelled or not. */
    @Async
    static Coroutine<Void> failsInCleanup(Duration delay, RuntimeException failure) {
        try {
            await(sleep(delay));
        } catch (CancelledError e) {
            throw failure;
        }
        throw failure;
    }

    /** The types of the failures in a group, in order. */
    static List<Class<?>> typesIn(Throwable group) {
        assertThat(group).isInstanceOf(ExceptionGroup.class);
        return ((ExceptionGroup) group)
                .exceptions().stream().<Class<?>>map(Object::getClass).toList();
    }
}
