package dev.weft.testing.junit;

import dev.weft.Coroutine;
import dev.weft.internal.explore.Settings;
import dev.weft.internal.explore.TestOrders;
import dev.weft.internal.explore.TestRun;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** The run of the test that this thread runs. */
final class CurrentRun {

    private static final ThreadLocal<@Nullable TestRun> CURRENT = new ThreadLocal<>();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private CurrentRun() {}

    static @Nullable TestRun orNull() {
        return CURRENT.get();
    }

    static void begin(TestRun run) {
        run.begin();
        CURRENT.set(run);
    }

    /** Calls a test method in its run; throws if it was not woven, whatever it has done instead. */
    static void callTest(TestRun run, Invocation<Void> invocation, Method test) throws Throwable {
        run.beginBody();
        try {
            invocation.proceed();
        } catch (Throwable thrown) {
            Throwable failure = run.failedBody(thrown, test);
            if (failure != null) {
                throw failure;
            }
            return;
        }
        run.endBody();
    }

    /** Ends the run; throws what is wrong with what it has left behind. */
    static void end(boolean failed) throws Exception {
        TestRun run = CURRENT.get();
        if (run == null) {
            return; // it has not begun
        }
        CURRENT.remove();
        try {
            run.end(failed);
        } catch (Throwable thrown) {
            throw passedOn(thrown);
        }
    }

    /** Runs a coroutine in the run of this thread, or else in one of its own. */
    static void run(Coroutine<?> body) throws Exception {
        TestRun run = CURRENT.get();
        try {
            if (run == null) {
                runAlone(body);
            } else {
                run.run(body);
            }
        } catch (Throwable thrown) {
            throw passedOn(thrown);
        }
    }

    private static void runAlone(Coroutine<?> body) throws Throwable {
        Settings fifo = Settings.exhaustive().withDelays(0).withSchedules(1);
        TestRun run = Objects.requireNonNull(new TestOrders(List.of(fifo), false, LONGEST.toNanos()).next());
        run.begin();
        boolean failed = true;
        try {
            run.beginBody();
            run.run(body);
            failed = false;
        } finally {
            run.end(failed);
        }
    }

    /** Throws an error, and returns an exception to be thrown. */
    private static Exception passedOn(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof Exception exception
                ? exception
                : new IllegalStateException("a test threw what is neither an exception nor an error", thrown);
    }
}
