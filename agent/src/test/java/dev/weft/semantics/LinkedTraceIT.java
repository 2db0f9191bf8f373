package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TaskOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack traces of causes, suppressed exceptions, first steps and callbacks: none has the machinery of the loop. */
class LinkedTraceIT {

    private static void fail(String what) throws IOException {
        throw new IOException(what);
    }

    private static void failWithCause() {
        try {
            fail("inner");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Resource() implements AutoCloseable {
        @Override
        public void close() throws IOException {
            fail("closing");
        }
    }

    @Async
    private static Coroutine<Void> wraps() {
        await(yieldNow());
        failWithCause();
        return completed();
    }

    @Async
    private static Coroutine<Void> fails() throws IOException {
        await(yieldNow());
        fail("trying");
        return completed();
    }

    @Async
    private static Coroutine<Void> failsAtOnce() throws IOException {
        fail("at once");
        return completed();
    }

    @Async
    private static Coroutine<Void> closesInTheSameStep() throws IOException {
        try (Resource resource = new Resource()) {
            await(yieldNow());
            fail("with " + resource);
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> closesAfterAnAwait() throws IOException {
        try (Resource resource = new Resource()) {
            await(fails());
            fail("with " + resource);
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> unwraps() throws IOException {
        try {
            await(wraps());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> wrapsInAThread() {
        await(toThread(() -> {
            failWithCause();
            return null;
        }));
        return completed();
    }

    @Async
    private static CompletableFuture<Void> wrapsInAStage(Future<Void> signal) {
        await(signal);
        failWithCause();
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> awaitsAStage() {
        Future<Void> signal = EventLoop.running().createFuture();
        EventLoop.running().callSoon(() -> signal.setResult(null));
        await(wrapsInAStage(signal));
        return completed();
    }

    @Async
    private static Coroutine<Void> setsInACallback() {
        Future<Void> future = EventLoop.running().createFuture();
        EventLoop.running().callSoon(() -> {
            try {
                fail("set");
            } catch (IOException e) {
                future.setException(e);
            }
        });
        await(future);
        return completed();
    }

    @Async
    private static Coroutine<Void> groups() {
        await(taskGroup(group -> {
            group.createTask(failsAtOnce(), TaskOptions.defaults().named("child"));
            return completed();
        }));
        return completed();
    }

    private interface Body {
        Coroutine<Void> begin() throws Exception;
    }

    @Async
    private static Coroutine<Throwable> failure(Body body) {
        dev.weft.Weft.currentTask().setName("main");
        try {
            await(body.begin());
        } catch (Exception e) {
            return completed(e);
        }
        return completed(new AssertionError("no failure"));
    }

    private static Throwable failureOf(Body body) {
        return run(failure(body));
    }

    private static List<String> methods(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(place -> place.getClassName().equals("(task)")
                        ? place.toString()
                        : place.getMethodName().startsWith("lambda$") ? "lambda" : place.getMethodName())
                .toList();
    }

    @Test
    void cause_ofAnExceptionThatCrossesAnAwait_goesOnAsItDoes() {
        Throwable thrown = failureOf(LinkedTraceIT::wraps);

        assertThat(methods(thrown)).containsExactly("failWithCause", "wraps", "failure", "(task).main()");
        assertThat(methods(thrown.getCause()))
                .containsExactly("fail", "failWithCause", "wraps", "failure", "(task).main()");
    }

    @Test
    void cause_thatIsThrownAgain_keepsItsOneTrace() {
        assertThat(methods(failureOf(LinkedTraceIT::unwraps)))
                .containsExactly("fail", "failWithCause", "wraps", "unwraps", "failure", "(task).main()");
    }

    @Test
    void failureOfAClose_isSuppressedWithoutMachinery() {
        Throwable sameStep = failureOf(LinkedTraceIT::closesInTheSameStep);
        assertThat(methods(sameStep.getSuppressed()[0]))
                .containsExactly("fail", "close", "closesInTheSameStep", "failure", "(task).main()");

        Throwable afterwards = failureOf(LinkedTraceIT::closesAfterAnAwait);
        assertThat(methods(afterwards))
                .containsExactly("fail", "fails", "closesAfterAnAwait", "failure", "(task).main()");
        assertThat(methods(afterwards.getSuppressed()[0]))
                .containsExactly("fail", "close", "closesAfterAnAwait", "failure", "(task).main()");
    }

    @Test
    void cause_ofAFailureInAThreadOrAStage_hasNoMachinery() {
        Throwable inThread = failureOf(LinkedTraceIT::wrapsInAThread);
        assertThat(methods(inThread.getCause())).containsExactly("fail", "failWithCause", "lambda");

        Throwable inStage = failureOf(LinkedTraceIT::awaitsAStage);
        Throwable own = inStage instanceof CompletionException ? inStage.getCause() : inStage;
        assertThat(methods(own)).startsWith("failWithCause", "wrapsInAStage", "awaitsAStage");
        assertThat(methods(own.getCause())).containsExactly("fail", "failWithCause", "wrapsInAStage");
    }

    @Test
    void child_ofAGroupThatFailsInItsFirstStep_hasOneTrace() {
        Throwable group = failureOf(LinkedTraceIT::groups);

        assertThat(methods(group.getCause())).containsExactly("fail", "failsAtOnce", "(task).child()");
    }

    @Test
    void exception_thatLeavesTheFirstStepOfRun_hasOneTrace() {
        Throwable[] seen = new Throwable[1];
        try {
            run(failsAtOnce());
        } catch (IOException e) {
            seen[0] = e;
        }

        assertThat(methods(seen[0])).startsWith("fail", "failsAtOnce").hasSize(3);
        assertThat(methods(seen[0]).get(2)).startsWith("(task).Task-");
    }

    @Test
    void exception_thatACallbackSetsOrThrows_hasNoMachinery() {
        assertThat(methods(failureOf(LinkedTraceIT::setsInACallback)))
                .containsExactly("fail", "lambda", "setsInACallback", "failure", "(task).main()");

        List<Throwable> reported = new ArrayList<>();
        run(async(() -> {
            EventLoop loop = EventLoop.running();
            loop.setExceptionHandler((failing, report) -> reported.add(report.exception()));
            loop.callSoon(() -> failWithCause());
            loop.callLater(Duration.ofMillis(1), () -> failWithCause());
            loop.callSoonThreadsafe(() -> failWithCause());
            Task<Void> task = createTask(yieldNow());
            task.addDoneCallback(done -> failWithCause());
            await(sleep(Duration.ofMillis(5)));
            return completed();
        }));
        assertThat(reported).hasSize(4).allSatisfy(thrown -> {
            assertThat(methods(thrown)).containsExactly("failWithCause", "lambda");
            assertThat(methods(thrown.getCause())).containsExactly("fail", "failWithCause", "lambda");
        });
    }

    @Test
    void exceptions_inACycleOrWithACauseThatThrows_leaveAsTheyAre() {
        IOException first = new IOException("first");
        IOException second = new IOException("second", first);
        first.initCause(second);
        assertThat(failureOf(() -> rethrows(second))).isSameAs(second);

        Exception odd = new Exception("odd") {
            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("no cause");
            }
        };
        assertThat(failureOf(() -> rethrows(odd))).isSameAs(odd);
    }

    @Async
    private static Coroutine<Void> rethrows(Exception thrown) throws Exception {
        await(yieldNow());
        throw thrown;
    }

    @Async
    private static Coroutine<Void> failsBelow(int depth, RuntimeException failure) {
        if (depth > 0) {
            await(failsBelow(depth - 1, failure));
            return completed();
        }
        await(yieldNow());
        throw failure;
    }

    @Test
    @Timeout(30) // seconds, of which it needs less than one: two minutes if each await looked at all of them
    void exception_withThousandsOfSuppressedOnes_doesNotHoldTheLoopUpAtEachAwait() {
        var failure = new IllegalStateException("failure");
        for (int i = 0; i < 40; i++) {
            var suppressed = new IllegalStateException("suppressed");
            for (int j = 0; j < 30_000; j++) {
                suppressed.addSuppressed(failure);
            }
            failure.addSuppressed(suppressed);
        }
        assertThatThrownBy(() -> run(failsBelow(3_000, failure))).isSameAs(failure);
    }

    @Async
    private static Coroutine<Void> sleepsUntilCancelled(List<Throwable> seen) {
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (CancelledError e) {
            seen.add(e.getCause());
            throw e;
        }
        return completed();
    }

    @Test
    void request_toCancel_hasATraceThatBeginsWithTheProgramsOwnCall() {
        var seen = new ArrayList<Throwable>();
        run(() -> {
            EventLoop.running().setDebug(true);
            var called = createTask(sleepsUntilCancelled(seen));
            var viewed = createTask(sleepsUntilCancelled(seen));
            await(yieldNow());
            called.cancel();
            viewed.toCompletableFuture().cancel(true);
            await(yieldNow());
            await(yieldNow());
            return completed();
        });
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).getStackTrace()[0].getClassName()).isEqualTo(LinkedTraceIT.class.getName());
        assertThat(seen.get(1).getStackTrace())
                .noneMatch(place -> place.getClassName().contains("Weft"))
                .anyMatch(place -> place.getClassName().equals(LinkedTraceIT.class.getName()));
    }
}
