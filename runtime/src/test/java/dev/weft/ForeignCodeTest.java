package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code of the program that throws where Weft calls it: it is reported once, and costs no run and no result. */
@Timeout(120)
class ForeignCodeTest {

    private final List<LoopError> reports = new ArrayList<>();

    private @Nullable Object run(Steps.Step... steps) {
        List<Steps.Step> all = new ArrayList<>();
        all.add(x -> {
            EventLoop.running().setExceptionHandler((loop, error) -> reports.add(error));
            return x;
        });
        all.addAll(List.of(steps));
        return Weft.run(Steps.of("main", all.toArray(Steps.Step[]::new)));
    }

    @Test
    void logger_thatThrows_losesNeitherTheReportNorTheResult() {
        Logger logger = Logger.getLogger("dev.weft");
        Handler broken = new Capturing(record -> {
            throw new IllegalStateException("disk full");
        });
        logger.addHandler(broken);
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Object value = Weft.run(Steps.of(
                    "main",
                    x -> EventLoop.running().callSoon(() -> {
                        throw new IllegalArgumentException("in the callback");
                    }),
                    x -> Weft.yieldNow(),
                    x -> "value"));
            assertThat(value).isEqualTo("value");
        } finally {
            System.setErr(before);
            logger.removeHandler(broken);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("Exception in callback", "IllegalArgumentException: in the callback", "disk full");
    }

    @Test
    void unseenFailure_thatThrowsWhenItIsPrinted_isLoggedWithItsClass() {
        Logger logger = Logger.getLogger("dev.weft");
        List<String> lines = new ArrayList<>();
        Handler capturing = new Capturing(record -> lines.add(new SimpleFormatter().format(record)));
        logger.addHandler(capturing);
        try {
            Object value = Weft.run(Steps.of(
                    "main",
                    x -> Weft.createTask(Steps.of("failing", y -> {
                                throw new Unprintable();
                            }))
                            .name(),
                    x -> Weft.yieldNow(),
                    x -> "value"));
            assertThat(value).isEqualTo("value");
        } finally {
            logger.removeHandler(capturing);
        }
        assertThat(lines).singleElement().asString().contains("never retrieved", Unprintable.class.getName());
    }

    @Test
    void exceptionHandler_thatThrows_losesNeitherTheReportNorTheResult() {
        Logger logger = Logger.getLogger("dev.weft");
        List<String> lines = new ArrayList<>();
        Handler capturing = new Capturing(record -> lines.add(record.getMessage()));
        logger.addHandler(capturing);
        try {
            Object value = Weft.run(Steps.of(
                    "main",
                    x -> {
                        EventLoop.running().setExceptionHandler((loop, error) -> {
                            throw new Unprintable();
                        });
                        return EventLoop.running().callSoon(() -> {
                            throw new Unprintable();
                        });
                    },
                    x -> Weft.yieldNow(),
                    x -> "value"));
            assertThat(value).isEqualTo("value");
        } finally {
            logger.removeHandler(capturing);
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("Exception in callback");
        assertThat(lines.get(1)).isEqualTo("Unhandled error in exception handler");
    }

    @Test
    void callbackOfMain_whoseEqualsThrows_doesNotReplaceTheResult() {
        Consumer<Object> callback = new Consumer<>() {
            @Override
            public void accept(Object future) {}

            @Override
            public boolean equals(@Nullable Object other) {
                throw new IllegalStateException("equals");
            }

            @Override
            public int hashCode() {
                return 1;
            }
        };
        Object value = run(
                x -> {
                    Task<?> main = Weft.currentTask();
                    main.addDoneCallback(callback);
                    return Weft.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(withCallback(callback)));
                },
                x -> "value");

        assertThat(value).isEqualTo("value");
        assertThat(reports).isEmpty();
    }

    private static Task<?> withCallback(Consumer<Object> callback) {
        Task<?> task = Weft.createTask(Weft.sleep(Duration.ofMillis(1)));
        task.addDoneCallback(callback);
        Weft.shield(task).cancel();
        return task;
    }

    @Test
    void callback_whoseToStringThrowsACancelledError_isReportedByItsClass() {
        Runnable callback = new Runnable() {
            @Override
            public void run() {
                throw new IllegalArgumentException("in the callback");
            }

            @Override
            public String toString() {
                throw new CancelledError("toString");
            }
        };
        Object value = run(x -> EventLoop.running().callSoon(callback), x -> Weft.yieldNow(), x -> "value");

        assertThat(value).isEqualTo("value");
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.message()).contains("whose toString throws dev.weft.CancelledError");
            assertThat(report.exception()).hasMessage("in the callback");
        });
    }

    @Test
    void clock_thatThrows_isReportedOnceAndTimeGoesOn() {
        int[] readings = {0};
        Clock clock = () -> {
            if (++readings[0] > 3) {
                throw new IllegalStateException("clock");
            }
            return readings[0];
        };
        try (Runner runner = Runner.builder().clock(clock).build()) {
            runner.loop().setExceptionHandler((loop, error) -> reports.add(error));
            String value = runner.run(Weft.sleep(Duration.ofMillis(2), "value"));
            assertThat(value).isEqualTo("value");
        }
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.message()).startsWith("Exception in the clock");
            assertThat(report.exception()).hasMessage("clock");
        });
    }

    @Test
    void executor_thatThrowsAfterItHasRunTheCode_doesNotLoseTheResult() {
        Object value = run(x -> EventLoop.running()
                .runInExecutor(
                        code -> {
                            code.run();
                            throw new IllegalStateException("too late");
                        },
                        () -> "value"));

        assertThat(value).isEqualTo("value");
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.exception()).hasMessage("too late"));
    }

    @Test
    void executor_thatRefuses_failsTheCall() {
        Object value = run(x -> {
            try {
                return EventLoop.running().runInExecutor(ForeignCodeTest::refuse, () -> "value");
            } catch (RejectedExecutionException refused) {
                return "refused: " + refused.getMessage();
            }
        });
        assertThat(value).isEqualTo("refused: full");
        assertThat(reports).isEmpty();
    }

    private static void refuse(Runnable code) {
        throw new RejectedExecutionException("full");
    }

    @Test
    void stage_whoseFailureThrowsWhenItIsAsked_failsItsAwaiterOnly() {
        assertThat(failureOf(new CancellationException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        return "the JDK asks for this text";
                    }

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("getMessage");
                    }
                }))
                .isInstanceOf(CancelledError.class);
        assertThat(failureOf(new CompletionException("m", null) {
                    private static final long serialVersionUID = 1;

                    @Override
                    public synchronized Throwable getCause() {
                        throw new IllegalStateException("getCause");
                    }
                }))
                .hasMessage("getCause");
        assertThat(reports).isEmpty();
    }

    private Throwable failureOf(Throwable failure) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Steps awaiting = Steps.of("awaiting", x -> stage).rescuedBy(thrown -> Weft.completed(thrown));
        Object thrown =
                run(x -> EventLoop.running().callSoon(() -> stage.completeExceptionally(failure)), x -> awaiting);
        return (Throwable) Objects.requireNonNull(thrown);
    }

    /** A failure that throws whatever it is asked. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }

    /** A handler of java.util.logging. */
    private static final class Capturing extends Handler {
        private final Consumer<LogRecord> receiver;

        Capturing(Consumer<LogRecord> receiver) {
            this.receiver = receiver;
        }

        @Override
        public void publish(LogRecord record) {
            receiver.accept(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
